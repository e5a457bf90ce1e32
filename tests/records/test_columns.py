"""Column names: what they mean in lists and exports, which kind of list they make, and what is never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.columns import Layout, Proposal, recognise
from datasette_netzwerk.records.fields import FIELDS, REQUIRED
from datasette_netzwerk.records.headers import exact_meaning, header_key, is_known, similar_meaning, usual_header
from datasette_netzwerk.records.mapping import Mapping
from datasette_netzwerk.records.matrices import header_date
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.tables import Row, Table

SHARED = Path(__file__).parents[3] / "shared" / "data"
MEMBERS, MEETINGS, ATTENDANCE, INTERACTIONS = Kind


def table(header: str, *rows: str) -> Table:
    """Return a table from texts with ``;`` between the cells."""
    names = tuple(header.split(";"))
    split = (tuple(cell or None for cell in row.split(";")) for row in rows)
    return Table("liste.csv", None, names, 1, tuple(Row(number, cells) for number, cells in enumerate(split, 2)))


def layout(header: str, *rows: str, kind: Kind | None = None, mapping: Mapping | None = None) -> Layout:
    found = recognise(table(header, *rows), kind, mapping)
    assert isinstance(found, Layout), found
    return found


def refusal(header: str, *rows: str, kind: Kind | None = None, mapping: Mapping | None = None) -> Problem:
    found = recognise(table(header, *rows), kind, mapping)
    assert isinstance(found, Problem), found
    return found


def told(found: Layout) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.column) for problem in found.problems]


# --- single headers ---


class Spelling(NamedTuple):
    header: str
    key: str


SPELLINGS = (
    Spelling("E-Mail (privat)", "email"),
    Spelling("Straße", "strasse"),
    Spelling("STRASSE", "strasse"),
    Spelling("  Tel. / mobil ", "telmobil"),
    Spelling("Fähigkeiten & Länder", "faehigkeitenundlaender"),
    Spelling("Umsatz in €", "umsatzineur"),
    Spelling("Attendee #", "attendeenr"),
    Spelling("Prénom", "prenom"),
    Spelling("E\u00ad-Mail\u200b", "email"),
    Spelling("Strasße [geschäftlich]", "strassse"),
    Spelling("U\u0308bung", "uebung"),
    Spelling("(Name)", "name"),
    Spelling("Имя", ""),
)


@pytest.mark.parametrize("case", SPELLINGS, ids=lambda case: case.key)
def test_headers_are_compared_without_case_marks_and_brackets(case: Spelling) -> None:
    assert header_key(case.header) == case.key


@given(st.text(max_size=20))
def test_a_header_key_is_its_own_key(text: str) -> None:
    assert header_key(header_key(text)) == header_key(text)


REAL_HEADERS = {
    "Admidio": "Nachname=family_name Vorname=given_name Straße=street PLZ=postcode Ort=town Land=country Telefon=phone"
    " Handy=mobile Geburtstag=birth_date Geschlecht= E-Mail=email Webseite=website Mitgliedschaft_beginn=joined_on",
    "Outlook, German": "Anrede=salutation Vorname=given_name Weitere_Vornamen= Nachname=family_name Suffix=name_suffix"
    " Firma=company Abteilung= Position=position Straße_geschäftlich=street Ort_geschäftlich=town"
    " Region_geschäftlich= Postleitzahl_geschäftlich=postcode Land/Region_geschäftlich=country Fax_geschäftlich=fax"
    " Telefon_geschäftlich=phone Telefon_geschäftlich_2=phone Telefon_(privat)=phone Mobiltelefon=mobile"
    " Beruf=industry E-Mail-Adresse=email E-Mail-Typ= E-Mail:_Angezeigter_Name= E-Mail_2:_Adresse=email Webseite=website"
    " Notizen=note Geburtstag=birth_date Empfohlen_von=",
    "Outlook, English": "Title=academic_title First_Name=given_name Middle_Name= Last_Name=family_name"
    " Suffix=name_suffix Company=company Department= Job_Title=position Business_Street=street Business_City=town"
    " Business_State= Business_Postal_Code=postcode Business_Country/Region=country Business_Fax=fax"
    " Business_Phone=phone Mobile_Phone=mobile E-mail_Address=email E-mail_Type= Notes=note Referred_By="
    " Web_Page=website",
    "Google": "First_Name=given_name Last_Name=family_name Name_Prefix=academic_title Birthday=birth_date Notes=note"
    " Organization_Name=company Organization_Title=position E-mail_1_-_Value=email E-mail_2_-_Value=email"
    " Phone_1_-_Value=phone Address_1_-_Street=street Address_1_-_City=town Address_1_-_Postal_Code=postcode"
    " Address_1_-_Country=country Website_1_-_Value=website Photo= Labels=",
    "CiviCRM": "Contact_ID=external_id External_Identifier=external_id First_Name=given_name Last_Name=family_name"
    " Individual_Prefix=salutation Current_Employer=company Job_Title=position Street_Address=street"
    " Postal_Code=postcode City=town Country=country Phone=phone Email=email Membership_Status=membership_status"
    " Membership_Start_Date=joined_on Note(s)=note Tag(s)=topics",
    "hitobito": "Vorname=given_name Nachname=family_name Firmenname=company Übername= Haupt-E-Mail=email Strasse=street"
    " Hausnummer=house_number PLZ=postcode Ort=town Land=country Geschlecht= Geburtstag=birth_date Rollen=role"
    " Zusätzliche_Angaben=note",
    "easyVerein": "Mitgliedsnummer=external_id Anrede=salutation Titel=academic_title Vorname=given_name"
    " Nachname=family_name Firmenname=company Straße=street PLZ=postcode Stadt=town Land=country"
    " E-Mail_(Privat)=email Telefon_(Privat)=phone Mobiltelefon_(Privat)=mobile Geburtsdatum=birth_date"
    " Eintrittsdatum=joined_on Kündigungsdatum= Austrittsdatum=left_on IBAN= Zahlungsart=",
    "JVerein": "mitglied_anrede=salutation mitglied_vorname=given_name mitglied_name=name mitglied_strasse=street"
    " mitglied_plz=postcode mitglied_ort=town mitglied_email=email mitglied_handy=mobile mitglied_eintritt=joined_on"
    " mitglied_austritt=left_on mitglied_telefon_dienstlich=phone mitglied_externe_mitgliedsnummer=external_id",
    "Linear": "Mitgliedsnummer=external_id Telefon1=phone Telefon2=phone Telefax=fax Web=website BIC= Abteilung_1=",
    "BNI": "First_Name=given_name Last_Name=family_name Company=company Profession=industry Speciality=industry"
    " Phone=phone Mobile=mobile Email_Address=email Renewal_Date= Chapter= P= A= Classification=industry",
    "Eventbrite": "Order_#= Order_Date= First_Name=given_name Last_Name=family_name Email=email Attendee_#=external_id"
    " Ticket_Type= Company=company Job_Title=position Buyer_Email=",
    "Meetup": "Name=name User_ID=external_id RSVP= Guests= Joined_Group_on=joined_on URL_of_Member_Profile=website",
    "a list of one's own": "Mitgl.-Nr.=external_id Name,_Vorname=full_name Tel.=phone Tel._mobil=mobile Mobilfunk=mobile"
    " Str._/_Nr.=street PLZ/Ort=postcode_town Branche/Gewerk=industry Geb.-Datum=birth_date Mitglied_seit=joined_on"
    " Bemerkung=note Ich_suche=requests Ich_biete=offers Wunschkontakte=requests Homepage=website"
    " E-Mail_privat=email Telephon=phone Firmierung=company Unternehmen=company Foto-Erlaubnis= DSGVO_ok="
    " Nr.=counter lfd._Nr.= Einwilligung_(öffentlich)=consent_public Einwilligung_Mitglieder=consent_members"
    " Auszeit_ab=leave_from Tätig_in=works_in Kontakte_in=knows_people_in Sprachen=languages Themen=topics",
}


@pytest.mark.parametrize("program", REAL_HEADERS)
def test_the_columns_of_usual_exports_are_known(program: str) -> None:
    pairs = [pair.replace("_", " ").rsplit("=", 1) for pair in REAL_HEADERS[program].split()]
    pairs = [[header.replace("mitglied ", "mitglied_"), field.replace(" ", "_")] for header, field in pairs]
    found = {header: exact_meaning(header, MEMBERS) or "" for header, _ in pairs}
    assert found == dict(pairs)


@pytest.mark.parametrize(
    "header, kind, field",
    [
        ("Titel", MEMBERS, "academic_title"),
        ("Titel", MEETINGS, "title"),
        ("Titel", ATTENDANCE, "title"),
        ("Status", MEMBERS, "membership_status"),
        ("Status", ATTENDANCE, "status"),
        ("Status", INTERACTIONS, "outcome"),
        ("Datum", MEMBERS, None),
        ("Datum", MEETINGS, "held_on"),
        ("Datum", INTERACTIONS, "occurred_on"),
        ("Ort", MEMBERS, "town"),
        ("Ort", MEETINGS, "place"),
        ("Von", MEETINGS, "starts_at"),
        ("Von", INTERACTIONS, "giver"),
        ("Beginn", MEMBERS, "joined_on"),
        ("Beginn", MEETINGS, "starts_at"),
        ("Vertreten durch", ATTENDANCE, "substitute"),
        ("Gast von", ATTENDANCE, "invited_by"),
        ("Attendee Status", ATTENDANCE, "status"),
        ("Giver Name", INTERACTIONS, "giver"),
        ("Slip Type", INTERACTIONS, "kind"),
        ("Umsatz in €", INTERACTIONS, "amount"),
        ("$ if TYFCB", INTERACTIONS, "amount"),
    ],
)
def test_one_header_means_different_things_in_different_lists(header: str, kind: Kind, field: str | None) -> None:
    assert exact_meaning(header, kind) == field


@pytest.mark.parametrize(
    "header, field",
    [
        ("Vornahme", "given_name"),
        ("Straßse", "street"),
        ("Emai", "email"),
        ("Nachnahme", "family_name"),
        ("Branch", "industry"),
    ],
)
def test_a_misspelt_header_is_proposed_and_not_taken(header: str, field: str) -> None:
    similar = similar_meaning(header, MEMBERS)
    assert exact_meaning(header, MEMBERS) is None
    assert similar is not None
    assert similar[0] == field


@pytest.mark.parametrize(
    "header", ["Farbe", "Steuernummer", "Telefonliste", "Landkreis", "Geschäftsführer", "", "Имя", "x"]
)
def test_a_header_like_no_other_is_not_proposed(header: str) -> None:
    assert similar_meaning(header, MEMBERS) is None


def test_no_name_stands_for_two_fields_of_a_list() -> None:
    shared_by_design = {"name"}  # the whole name, or the family name: columns.py decides
    for kind in Kind:
        seen: dict[str, str] = {}
        for field, headers in synonyms(kind).items():
            for header in headers:
                key = header_key(header)
                assert key in shared_by_design or seen.setdefault(key, field) == field, (kind, header)


def test_every_field_has_a_name_and_every_name_a_field() -> None:
    for kind in Kind:
        assert synonyms(kind).keys() - {"name", "counter", "meeting"} == set(FIELDS[kind])


def test_every_name_means_what_the_list_says() -> None:
    for kind in Kind:
        for field, headers in synonyms(kind).items():
            found = {exact_meaning(header, kind) for header in headers}
            assert found <= {field, "name"}, (kind, field)


def synonyms(kind: Kind) -> dict[str, list[str]]:
    path = Path(__file__).parents[2] / "datasette_netzwerk" / "records" / "synonyms.yml"
    entries: dict[str, dict[str, list[str]]] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return entries[kind.value]


def test_columns_without_a_field_are_known_all_the_same() -> None:
    assert [is_known(header) for header in ("Geschlecht", "IBAN", "Abteilung 2", "Renewal Date", "Farbe")] == [
        True,
        True,
        True,
        True,
        False,
    ]


# --- kinds of lists ---


class Recognised(NamedTuple):
    description: str
    header: str
    kind: Kind
    fields: str


RECOGNISED = (
    Recognised("members", "Nachname;Vorname;Firma", MEMBERS, "family_name given_name company"),
    Recognised("members by one name", "Name;Firma;Status", MEMBERS, "full_name company membership_status"),
    Recognised("a name beside a given name", "Name;Vorname;Ort", MEMBERS, "family_name given_name town"),
    Recognised("a name beside both", "Name;Vorname;Nachname", MEMBERS, "full_name given_name family_name"),
    Recognised(
        "several ways to reach somebody",
        "Mitglied;E-Mail;E-Mail privat;Telefon;Telefon 2",
        MEMBERS,
        "full_name email email phone phone",
    ),
    Recognised("members in English", "member_id;name;city;joined", MEMBERS, "external_id full_name town joined_on"),
    Recognised(
        "a title is a person's",
        "Titel;Vorname;Nachname;Datum;Status",
        ATTENDANCE,
        "- given_name family_name held_on status",
    ),
    Recognised("meetings", "Datum;Titel;Ort;Plätze", MEETINGS, "held_on title place capacity"),
    Recognised("meetings called by name", "Name;Datum;Ort;Beginn", MEETINGS, "title held_on place starts_at"),
    Recognised("meetings with a number", "Nr.;Datum;Thema", MEETINGS, "meeting_id held_on title"),
    Recognised("meetings with a host", "Datum;Thema;Ort;Ansprechpartner", MEETINGS, "held_on title place -"),
    Recognised("attendance", "Mitglied;Datum;Anwesend", ATTENDANCE, "full_name held_on status"),
    Recognised("attendance without a status", "Name;Datum", ATTENDANCE, "full_name held_on"),
    Recognised(
        "attendance that tells much about people",
        "Name;Firma;Branche;Telefon;E-Mail;Datum;Anwesend",
        ATTENDANCE,
        "full_name - - - email held_on status",
    ),
    Recognised(
        "guests",
        "First Name;Last Name;Company;Profession;Phone;Visit Date;Invited By",
        ATTENDANCE,
        "given_name family_name - - - held_on invited_by",
    ),
    Recognised(
        "interactions",
        "Datum;Von;An;Art;Betrag",
        INTERACTIONS,
        "occurred_on giver receiver kind amount",
    ),
    Recognised(
        "interactions by number",
        "date;giver_id;receiver_id;kind;outcome",
        INTERACTIONS,
        "occurred_on giver_id receiver_id kind outcome",
    ),
    Recognised(
        "introductions",
        "Datum;Vermittelt von;Empfänger;Vermittelt an",
        INTERACTIONS,
        "occurred_on giver receiver third",
    ),
)


@pytest.mark.parametrize("case", RECOGNISED, ids=lambda case: case.description)
def test_the_kind_of_a_list_shows_in_its_columns(case: Recognised) -> None:
    found = layout(case.header, ";".join("x" for _ in case.header.split(";")))
    assert found.kind is case.kind
    assert [field or "-" for field in found.fields] == case.fields.split()
    assert (found.is_matrix, found.proposals) == (False, ())
    assert not [problem for problem in found.problems if problem.code == "column.not_recognised"]


def test_a_list_of_no_kind_is_refused_with_its_columns() -> None:
    problem = refusal("Farbe;Größe;Preis", "rot;3;12")
    assert (problem.code, problem.source, problem.line, problem.value) == (
        "columns.unknown",
        "liste.csv",
        1,
        "Farbe, Größe, Preis",
    )


@pytest.mark.parametrize(
    "header, kind, expected",
    [
        ("Datum;Titel", MEMBERS, "Name / Nachname / Vorname"),
        ("Name;Firma", MEETINGS, "Datum"),
        ("Name;Firma", ATTENDANCE, "Datum / Treffen-Nr. / Titel"),
        ("Datum;Status", ATTENDANCE, "Mitgliedsnr. / Name / Nachname / Vorname / E-Mail"),
        ("Name;Firma", INTERACTIONS, "Geber / Geber-Nr., Nehmer / Nehmer-Nr., Datum"),
    ],
)
def test_a_wrong_kind_is_refused_with_what_is_missing(header: str, kind: Kind, expected: str) -> None:
    problem = refusal(header, kind=kind)
    assert (problem.code, dict(problem.arguments)) == ("columns.missing", {"kind": kind.value, "expected": expected})


def test_interactions_without_a_date_are_refused_with_what_is_missing() -> None:
    problem = refusal("From;To;Slip Type")
    assert dict(problem.arguments) == {"kind": "interactions", "expected": "Datum"}


def test_every_field_that_may_be_missing_has_a_usual_name() -> None:
    assert all(usual_header(kind, field) for kind in Kind for fields in REQUIRED[kind] for field in fields)


# --- what stands below decides ---


@pytest.mark.parametrize(
    "cells, field",
    [
        (("01.09.2022", "06.10.2022"), "held_on"),
        (("2022-09-01", "2022-10-06"), "held_on"),
        (("E11", "E5"), "meeting_id"),
        (("T-2024-03", "T-2024-04"), "meeting_id"),
        (("Neujahrsempfang", "Sommerfest 2024"), "title"),
        ((), "title"),
    ],
)
def test_a_meeting_is_a_day_a_number_or_a_title(cells: tuple[str, ...], field: str) -> None:
    found = layout("Mitglied;Treffen;Anwesend", *(f"Karl;{cell};x" for cell in cells))
    assert found.fields == ("full_name", field, "status")


def test_a_meeting_beside_its_day_and_title_is_its_number() -> None:
    found = layout("Mitglied;Sitzung;Datum;Titel der Sitzung;Status", "Karl;2022-09-01;01.09.2022;Rat;anwesend")
    assert found.fields == ("full_name", "meeting_id", "held_on", "title", "status")


def test_a_column_that_counts_the_rows_is_no_number_of_the_groups_own() -> None:
    counting = layout("Nr.;Name;Ort", "1.;Karl;Bonn", "2.;Ute;Köln", "3.;Jan;Trier")
    assert counting.fields == (None, "full_name", "town")
    assert told(counting) == [("column.counter", "Nr.")]
    numbered = layout("Nr.;Name;Ort", "17;Karl;Bonn", "4;Ute;Köln", "3;Jan;Trier")
    assert numbered.fields == ("external_id", "full_name", "town")


def test_a_second_column_for_one_value_is_kept_and_told() -> None:
    found = layout("Name;Ort;Wohnort", "Karl;Bonn;Köln")
    assert found.fields == ("full_name", "town", None)
    (problem,) = found.problems
    assert (problem.code, problem.column, dict(problem.arguments)) == (
        "column.second",
        "Wohnort",
        {"first": "Ort", "field": "town"},
    )


def test_misspelt_and_unknown_columns_are_told() -> None:
    found = layout("Name;Straßse;Farbe;Geschlecht;Wen ich suche;", "Karl;Weg 1;rot;m;Kunden;x")
    assert found.fields == ("full_name", None, None, None, None, None)
    assert found.proposals == (Proposal(1, "Straßse", "street", 0.88), Proposal(4, "Wen ich suche", "requests", 0.5))
    assert told(found) == [
        ("column.proposed", "Straßse"),
        ("column.not_recognised", "Farbe"),
        ("column.not_recognised", "Wen ich suche"),
        ("column.not_recognised", "F"),
    ]
    assert dict(found.problems[0].arguments) == {"field": "street", "similar": "Straße"}


def test_a_column_is_not_proposed_for_a_value_that_has_one() -> None:
    assert layout("Name;Straße;Straßse", "Karl;Weg 1;Weg 2").proposals == ()


# --- matrices ---


@pytest.mark.parametrize(
    "header, day",
    [
        ("01.09.2022", date(2022, 9, 1)),
        ("1.9.22", date(2022, 9, 1)),
        ("1. 9. 2022", date(2022, 9, 1)),
        ("Do, 01.09.2022", date(2022, 9, 1)),
        ("Donnerstag 01.09.2022", date(2022, 9, 1)),
        ("01.09.2022 Vorstand", date(2022, 9, 1)),
        ("01.09.2022 19:00", date(2022, 9, 1)),
        ("2022-09-01", date(2022, 9, 1)),
        ("2022-09-01T19:00", date(2022, 9, 1)),
        ("23.02.1936", date(1936, 2, 23)),
        ("1.9.85", date(1985, 9, 1)),
        ("31.02.2022", None),
        ("01.09.", None),
        ("Stand 01.09.2022", None),
        ("Beitrag 2022", None),
        ("1.9.222", None),
    ],
)
def test_a_header_is_a_day(header: str, day: date | None) -> None:
    assert header_date(header) == day


def test_people_down_and_days_across_are_attendance() -> None:
    found = layout("Mitgliedsnr.;Name;01.09.2022;Do 6.10.22;Summe", "7;Karl;X;;1", "9;Ute;-;X;1")
    assert (found.kind, found.is_matrix) == (ATTENDANCE, True)
    assert found.fields == ("external_id", "full_name", None, None, None)
    assert found.meeting_columns == {2: date(2022, 9, 1), 3: date(2022, 10, 6)}


def test_one_day_is_a_matrix_too() -> None:
    assert layout("Nachname;Vorname;01.09.2022", "Groß;Karl;X").meeting_columns == {2: date(2022, 9, 1)}


def test_numbered_columns_of_marks_are_meetings() -> None:
    found = layout("Name;E1;E2;E3;Firma", "Karl;x;;x;Nord", "Ute;;x;-;Süd")
    assert (found.is_matrix, found.meeting_columns) == (True, {1: "E1", 2: "E2", 3: "E3"})


def test_ticks_in_a_members_list_are_no_meetings() -> None:
    found = layout("Name;Beitrag bezahlt;Schlüssel", "Karl;x;", "Ute;x;x")
    assert (found.kind, found.is_matrix) == (MEMBERS, False)


def test_columns_of_marks_are_meetings_where_the_kind_is_given() -> None:
    found = layout("Name;Neujahr;Sommerfest", "Karl;x;", "Ute;x;x", kind=ATTENDANCE)
    assert found.meeting_columns == {1: "Neujahr", 2: "Sommerfest"}


def test_columns_of_amounts_are_no_meetings() -> None:
    found = layout("Name;Q1;Q2", "Karl;120;80", "Ute;12;0")
    assert (found.kind, found.is_matrix) == (MEMBERS, False)


def test_meetings_down_and_people_across_are_attendance() -> None:
    found = layout("Datum;Thema;Karl Groß;Ute von der Au;Jan-Ole Maaß", "01.09.2022;Rat;x;;x", "06.10.2022;Fest;;x;e")
    assert (found.kind, found.is_matrix) == (ATTENDANCE, True)
    assert found.fields == ("held_on", "title", None, None, None)
    assert found.person_columns == {2: "Karl Groß", 3: "Ute von der Au", 4: "Jan-Ole Maaß"}
    assert found.problems == ()


def test_ticks_in_a_meetings_list_are_no_people() -> None:
    found = layout("Datum;Thema;Protokoll da;Raum bestellt", "01.09.2022;Rat;x;", "06.10.2022;Fest;x;x", kind=MEETINGS)
    assert (found.kind, found.is_matrix) == (MEETINGS, False)


def test_two_columns_of_one_day_are_told_and_the_second_is_left_out() -> None:
    found = layout("Name;01.09.2022;01.09.2022 Vorstand", "Karl;x;-")
    assert found.meeting_columns == {1: date(2022, 9, 1)}
    (problem,) = found.problems
    assert (problem.code, problem.column, problem.arguments["first"]) == (
        "matrix.meeting_twice",
        "01.09.2022 Vorstand",
        "01.09.2022",
    )


def test_days_in_the_header_are_no_matrix_where_another_kind_is_given() -> None:
    assert layout("Name;01.09.2022", "Karl;x", kind=MEMBERS).is_matrix is False


# --- mappings ---


def test_a_mapping_decides_before_any_synonym() -> None:
    said = Mapping(columns={"ort": "country", "Kennung": "external_id", "Firma": None})
    found = layout("Name;Ort;Kennung;Firma;Wohnort", "Karl;DE;7;Nord;Bonn", mapping=said)
    assert found.fields == ("full_name", "country", "external_id", None, "town")
    assert found.problems == ()


def test_a_mapping_may_name_one_of_two_equal_columns() -> None:
    said = Mapping(columns={"Ort (2)": "town", "Ort": None})
    assert layout("Name;Ort;Ort", "Karl;Bonn;Köln", mapping=said).fields == ("full_name", None, "town")


def test_what_a_mapping_says_goes_before_a_column_to_its_left() -> None:
    found = layout("Name;Ort;Sitz der Firma", "Karl;Bonn;Köln", mapping=Mapping(columns={"Sitz der Firma": "town"}))
    assert found.fields == ("full_name", None, "town")
    assert told(found) == [("column.second", "Ort")]


def test_a_mapping_gives_the_kind() -> None:
    assert layout("Name;Datum", "Fest;01.09.2022", mapping=Mapping(kind=MEETINGS)).fields == ("title", "held_on")


def test_the_kind_on_the_command_line_goes_before_that_of_the_mapping() -> None:
    said = Mapping(kind=MEETINGS)
    assert layout("Name;Datum", "Karl;01.09.2022", kind=ATTENDANCE, mapping=said).kind is ATTENDANCE


def test_a_default_makes_up_for_a_missing_column() -> None:
    said = Mapping(kind=ATTENDANCE, defaults={"held_on": "2026-05-01"})
    assert layout("Name;Firma", "Karl;Nord", mapping=said).fields == ("full_name", None)


def test_a_column_that_the_mapping_names_and_the_table_has_not_is_told() -> None:
    found = layout("Name;Ort", "Karl;Bonn", mapping=Mapping(columns={"Gewerbe": "industry"}))
    (problem,) = found.problems
    assert (problem.code, problem.value, problem.arguments["expected"]) == (
        "mapping.column_absent",
        "Gewerbe",
        "Name, Ort",
    )


# --- real lists ---


MEMBERS_DE = "external_id academic_title given_name family_name company industry country town joined_on"
ATTENDANCE_DE = "external_id full_name meeting_id held_on title status"
REAL_LISTS = {
    "members.csv": (MEMBERS, "external_id full_name company industry country town email joined_on"),
    "meetings.csv": (MEETINGS, "meeting_id held_on title place"),
    "attendance.csv": (ATTENDANCE, "external_id full_name meeting_id held_on status"),
    "formats/members-de-cp1252.csv": (MEMBERS, MEMBERS_DE),
    "formats/members-de-utf8-bom.csv": (MEMBERS, MEMBERS_DE),
    "formats/members-en-utf8.csv": (MEMBERS, "external_id full_name company industry country town joined_on"),
    "formats/members.xlsx": (MEMBERS, MEMBERS_DE),
    "formats/attendance-de-cp1252.csv": (ATTENDANCE, ATTENDANCE_DE),
    "formats/attendance-en-utf8.csv": (ATTENDANCE, ATTENDANCE_DE),
    "formats/matrix-de-utf8.csv": (ATTENDANCE, "external_id full_name"),
    "formats/matrix.xlsx": (ATTENDANCE, "external_id full_name"),
}
ROWS = {
    "magdeburg": {MEMBERS: 82, MEETINGS: 72, ATTENDANCE: 4046},
    "southern_women": {MEMBERS: 18, MEETINGS: 14, ATTENDANCE: 89},
}
MATRIX_MEETINGS = {"magdeburg": 72, "southern_women": 14}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real lists are not beside the repository")
@pytest.mark.parametrize("name", REAL_LISTS)
@pytest.mark.parametrize("group", ROWS)
def test_real_lists_are_recognised_without_a_doubt(group: str, name: str) -> None:
    kind, fields = REAL_LISTS[name]
    reading = read_tables(SHARED / group / name)
    (read,) = reading.tables
    found = recognise(read)
    assert isinstance(found, Layout)
    assert (found.kind, [field for field in found.fields if field]) == (kind, fields.split())
    assert (reading.problems, found.problems, found.proposals) == ((), (), ())
    assert found.is_matrix == ("matrix" in name)
    assert len(found.meeting_columns) == (MATRIX_MEETINGS[group] if found.is_matrix else 0)
    assert len(read.rows) == ROWS[group][MEMBERS if found.is_matrix else kind]

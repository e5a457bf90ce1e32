"""What kinds of lists and of problems are called on the command line."""

from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import Severity


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return text


KIND_WORDS = {
    Kind.MEMBERS: N_("members"),
    Kind.MEETINGS: N_("meetings"),
    Kind.ATTENDANCE: N_("attendance"),
    Kind.INTERACTIONS: N_("interactions"),
}

SEVERITY_WORDS = {
    Severity.ERROR: N_("Row left out"),
    Severity.WARNING: N_("Value left out"),
    Severity.NOTICE: N_("Notice"),
}

OPERATION_WORDS = {"new": N_("new"), "changed": N_("changed"), "removed": N_("removed")}
"""What became of a record."""

TABLE_WORDS = {
    "people": N_("person"),
    "contact_points": N_("contact"),
    "positions": N_("company"),
    "memberships": N_("membership"),
    "roles": N_("role"),
    "member_industries": N_("industry"),
    "member_countries": N_("country"),
    "member_languages": N_("language"),
    "member_topics": N_("topic"),
    "offers": N_("offer or request"),
    "leaves": N_("leave"),
    "consents": N_("consent"),
    "meetings": N_("meeting"),
    "attendance": N_("attendance"),
    "interactions": N_("entry"),
}
"""What the tables of records.db are called."""

COLUMN_WORDS = {
    "salutation": N_("salutation"),
    "academic_title": N_("academic title"),
    "given_name": N_("given name"),
    "family_name": N_("family name"),
    "birth_name": N_("name at birth"),
    "name_suffix": N_("name suffix"),
    "birth_date": N_("date of birth"),
    "street": N_("street"),
    "postcode": N_("postcode"),
    "town": N_("town"),
    "country_code": N_("country"),
    "note": N_("note"),
    "unmapped": N_("other columns"),
    "kind": N_("kind"),
    "value": N_("value"),
    "name": N_("name"),
    "legal_form": N_("legal form"),
    "title": N_("title"),
    "started_on": N_("from"),
    "started_precision": N_("known to the"),
    "ended_on": N_("until"),
    "industry_id": N_("industry"),
    "own_words": N_("own words"),
    "depth": N_("depth"),
    "language_code": N_("language"),
    "topic": N_("topic"),
    "text": N_("text"),
    "field": N_("field"),
    "audience": N_("visible to"),
    "given_on": N_("given on"),
    "withdrawn_on": N_("withdrawn on"),
    "is_refusal": N_("refused"),
    "wording": N_("wording"),
    "evidence": N_("evidence"),
    "held_on": N_("date"),
    "starts_at_local": N_("begins at"),
    "ends_at_local": N_("ends at"),
    "place": N_("place"),
    "capacity": N_("capacity"),
    "report": N_("report"),
    "status": N_("status"),
    "person_id": N_("person"),
    "company_id": N_("company"),
    "meeting_id": N_("meeting"),
    "substitute_id": N_("substitute"),
    "substitute_name": N_("substitute"),
    "invited_by_id": N_("invited by"),
    "occurred_on": N_("date"),
    "giver_id": N_("giver"),
    "receiver_id": N_("receiver"),
    "third_id": N_("third person"),
    "third_name": N_("third person"),
    "outcome": N_("outcome"),
    "amount_cents": N_("amount in cents"),
    "currency": N_("currency"),
}
"""What the columns of records.db are called."""

VALUE_WORDS = {
    "email": N_("e-mail"),
    "phone": N_("telephone"),
    "mobile": N_("mobile telephone"),
    "fax": N_("fax"),
    "website": N_("website"),
    "offer": N_("offer"),
    "request": N_("request"),
    "year": N_("year"),
    "month": N_("month"),
}
"""What the codes are called that stand in the columns of records.db."""

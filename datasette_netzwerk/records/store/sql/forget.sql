-- title: Take everything from a person that tells who she is
-- description: What she attended and what was done between people stays, with nobody's name to it, so that the figures of
--   past meetings stay right; a membership ends today. :id is the person, :today the day.
delete from contact_points where person_id = :id;
delete from positions where person_id = :id;
delete from roles where person_id = :id;
delete from member_industries where person_id = :id;
delete from member_countries where person_id = :id;
delete from member_languages where person_id = :id;
delete from member_topics where person_id = :id;
delete from offers where person_id = :id;
delete from leaves where person_id = :id;
delete from consents where person_id = :id;
delete from sightings where person_id = :id;
delete from reviews where :id in (one_id, other_id);
delete from identifiers where kind = 'person' and record_id = :id;
delete from published_ids where kind = 'person' and record_id = :id;
delete from companies where id not in (select company_id from positions);
delete from published_ids where kind = 'company' and record_id not in (select id from companies);
delete from industries where own_words is not null and id not in (select industry_id from member_industries);
delete from memberships where person_id = :id and started_on > :today;
update memberships set ended_on = :today where person_id = :id and (ended_on is null or ended_on > :today);
update attendance set note = null, substitute_name = null where person_id = :id;
update interactions set text = null, outcome = null, third_name = null where :id in (giver_id, receiver_id, third_id);
delete from changes where person_id = :id;
delete from changes where table_name = 'companies' and record_key not in (select id from companies);
delete from changes where table_name = 'interactions' and record_key in (
  select id from interactions where :id in (giver_id, receiver_id, third_id)
);
update people set
  salutation = null,
  academic_title = null,
  given_name = null,
  family_name = '',
  birth_name = null,
  name_suffix = null,
  raw_name = null,
  name_key = '',
  sort_key = '',
  birth_date = null,
  street = null,
  postcode = null,
  town = null,
  country_code = null,
  note = null,
  unmapped = null
where id = :id;

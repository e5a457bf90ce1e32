-- title: How lists described people
select description, person_id from sightings order by description, person_id

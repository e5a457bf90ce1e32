-- title: One name in German and English
insert into industry_titles (code, name, name_de, name_en, official_name, section)
values (:code, :name, :name_de, :name_en, :official_name, :section)

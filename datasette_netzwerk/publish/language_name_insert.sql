-- title: One name in German and English
insert into language_names (code, name, name_de, name_en)
values (:code, :name, :name_de, :name_en)

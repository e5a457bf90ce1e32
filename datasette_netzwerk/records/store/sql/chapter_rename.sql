-- title: Give the chapter the name that the settings say
update chapters set name = :name, slug = :slug where id = :id

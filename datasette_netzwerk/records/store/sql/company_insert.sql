-- title: Add a company, unless another spelling of its name is there
insert into companies (name, key, legal_form, import_run_id, line)
values (:name, :key, :legal_form, :import_run_id, :line)
on conflict (key) do nothing

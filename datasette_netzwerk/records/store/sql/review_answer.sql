-- title: Keep the answer about a pair
update reviews set answer = :answer, answered_at = :now, answered_by = :actor where id = :id

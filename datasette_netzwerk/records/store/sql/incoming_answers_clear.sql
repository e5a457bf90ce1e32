-- title: Forget the answers of the list before
delete from temp.incoming_answers

-- title: Forget the rows of the list before
delete from temp.incoming

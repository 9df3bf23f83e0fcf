create table thing (theirs text);

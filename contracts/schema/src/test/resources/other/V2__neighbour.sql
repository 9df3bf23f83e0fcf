create table neighbour (id int);

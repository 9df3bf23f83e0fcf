alter table thing add column age int default 7;

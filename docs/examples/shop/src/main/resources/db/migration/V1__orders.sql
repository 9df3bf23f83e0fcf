create table customer_order (
  id bigint generated always as identity primary key,
  customer text not null,
  cents bigint not null check (cents > 0)
);
create index on customer_order (customer, id);

create table export_line (
  export uuid not null,
  order_id bigint not null,
  line text not null,
  primary key (export, order_id)
);

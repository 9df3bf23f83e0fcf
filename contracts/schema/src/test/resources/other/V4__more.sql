create index neighbour_id on neighbour (id);

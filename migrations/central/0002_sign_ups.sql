-- How many organisations visitors of one network have made in the hour that began with the first of them.

create table sign_up_count (
  network text primary key,
  began_at timestamptz not null,
  organisations bigint not null
);

-- What support tried and was not allowed stands in its trail as well.
alter table support_visit add column refused boolean not null default false;

-- Interest-free loans. Amounts are minor units of the organisation's currency; dates are civil dates in its time zone.

create table borrower (
  id uuid primary key,
  name text not null,
  -- The name in lower case without accents: what a search compares with.
  search_name text not null,
  email text,
  phone text,
  created_at timestamptz not null,
  constraint borrower_name_present check (length(name) > 0)
);
create index borrower_search_name_idx on borrower (search_name, id);

create table loan (
  id uuid primary key,
  borrower_id uuid not null references borrower (id),
  number bigint not null,
  amount bigint not null,
  repaid bigint not null default 0,
  starts_on date not null,
  instalments bigint not null,
  -- When the oldest unpaid instalment falls due; null when nothing falls due any more. Kept beside the facts that it
  -- follows from, so that a list needs no schedule.
  next_due_on date,
  ends_on date not null,
  cancelled_on date,
  note text not null default '',
  created_at timestamptz not null,
  constraint loan_number_key unique (number),
  constraint loan_amount_positive check (amount > 0),
  constraint loan_repaid_within_amount check (repaid >= 0 and repaid <= amount),
  constraint loan_instalments_positive check (instalments > 0),
  constraint loan_next_due_while_running check ((next_due_on is null) = (repaid = amount or cancelled_on is not null))
);
create index loan_starts_on_idx on loan (starts_on, id);
create index loan_amount_idx on loan (amount, id);
create index loan_next_due_on_idx on loan (next_due_on);
-- The order "due first" puts loans with nothing due behind all others.
create index loan_due_first_idx on loan ((coalesce(next_due_on, '9999-12-31')), id);
create index loan_borrower_id_idx on loan (borrower_id);

create table guarantor (
  id uuid primary key,
  loan_id uuid not null references loan (id),
  name text not null,
  position bigint not null
);
create index guarantor_loan_id_idx on guarantor (loan_id);

create table repayment (
  id uuid primary key,
  loan_id uuid not null references loan (id),
  amount bigint not null,
  paid_on date not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  constraint repayment_amount_positive check (amount > 0)
);
create index repayment_loan_id_idx on repayment (loan_id, paid_on);
create index repayment_paid_on_idx on repayment (paid_on);

create table loan_event (
  id uuid primary key,
  loan_id uuid not null references loan (id),
  kind text not null,
  amount bigint,
  actor_name text not null,
  at timestamptz not null,
  constraint loan_event_kind_known check (kind in ('created', 'repayment', 'cancelled'))
);
create index loan_event_loan_id_idx on loan_event (loan_id, id);

-- Certificates for HTTPS that this program ends by itself, and what it takes to order them.

-- One host, one certificate.
create table certificate (
  host text primary key,
  -- None for the deployment's own hosts.
  tenant_id uuid references tenant (id) on delete cascade,
  -- PEM, the host's own first. None until the first was issued.
  chain text,
  -- The private key, sealed by the deployment's key.
  sealed_key bytea,
  issued_at timestamptz,
  not_after timestamptz,
  -- When it is to be ordered, renewed or tried again.
  due_at timestamptz not null,
  -- In a row, since the last that was issued.
  failures bigint not null default 0,
  last_error text,
  -- Whoever orders it; when that runs out, somebody else tries.
  lease_owner text,
  lease_until timestamptz,
  created_at timestamptz not null,
  constraint certificate_is_whole check ((chain is null) = (sealed_key is null) and (chain is null) = (not_after is null))
);
create index certificate_due_at_idx on certificate (due_at);
create index certificate_tenant_id_idx on certificate (tenant_id);
create index certificate_failing_idx on certificate (host) where last_error is not null;

-- Counted up with each certificate that comes or goes, so that every process drops what it remembers. Whoever orders locks it,
-- so that two processes don't spend the same place of the budget.
create table certificate_version (
  id bigint primary key,
  version bigint not null
);
insert into certificate_version (id, version) values (1, 1);

-- One account for each authority, its key sealed.
create table acme_account (
  directory text primary key,
  sealed_credentials bytea not null,
  created_at timestamptz not null
);

-- What was ordered of late, for the budget.
create table acme_order (
  id uuid primary key,
  host text not null,
  tenant_id uuid references tenant (id) on delete cascade,
  is_renewal boolean not null,
  -- A host below the deployment's own.
  is_below boolean not null,
  state text not null,
  ordered_at timestamptz not null,
  constraint acme_order_state_known check (state in ('running', 'issued', 'failed'))
);
create index acme_order_ordered_at_idx on acme_order (ordered_at);
create index acme_order_host_idx on acme_order (host, ordered_at);
create index acme_order_tenant_id_idx on acme_order (tenant_id, ordered_at);

-- What the authority asks for, on whichever process it comes to.
create table acme_challenge (
  token text primary key,
  proof text not null,
  expires_at timestamptz not null
);

-- Domains that are new to the certificates.
create index domain_verified_at_idx on domain (verified_at);

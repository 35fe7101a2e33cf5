-- Mails: written down in the transaction of what they tell of, and sent by whichever node comes to them first.

create table mail (
  id uuid primary key,
  tenant_id uuid references tenant (id) on delete cascade,
  kind text not null,
  -- Of which the mail tells: an invitation. The mail's text is made when it is sent, and so is the secret of its link:
  -- none of it is kept here.
  subject_id uuid not null,
  recipient text not null,
  recipient_name text not null,
  state text not null,
  attempts bigint not null default 0,
  created_at timestamptz not null,
  due_at timestamptz not null,
  -- Whoever sends it; when that runs out, somebody else tries.
  lease_until timestamptz,
  done_at timestamptz,
  error text,
  -- The mail as it would have been sent, where mails are shown instead: on a developer's machine.
  content jsonb,
  -- queued: to be sent, or tried again. sent: a mail server took it. kept: it is shown. dropped: what it told of was gone.
  -- failed: it was refused, or tried too often.
  constraint mail_state_known check (state in ('queued', 'sent', 'kept', 'dropped', 'failed'))
);
create index mail_state_due_at_idx on mail (state, due_at);
create index mail_tenant_id_created_at_idx on mail (tenant_id, created_at);

-- The link in the mail has a secret of its own: the one that is shown to who invites goes on working.
alter table invitation add column mailed_hash bytea;
create unique index invitation_mailed_hash_key on invitation (mailed_hash);

-- As whom an organisation's mails come, and where answers go.
alter table tenant add column mail_sender_name text;
alter table tenant add column mail_reply_to text;

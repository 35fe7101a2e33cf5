-- When somebody last took a run up: its beginning, or its resumption. What it rested tells nothing of how fast it goes.
alter table upgrade_run add column worked_since timestamptz;

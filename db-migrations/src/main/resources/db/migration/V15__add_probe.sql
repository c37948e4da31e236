-- A short task that tells what a plan would do: shown with the others, but no evidence of what a whole task reaches.
alter table task add column probe boolean default false not null;
create index task_probe on task (probe, created_at desc);

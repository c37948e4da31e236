-- The sites of a task that trains on what each of them holds, and the encoding they share, as JSON.
alter table task add column federation varchar(1000000);

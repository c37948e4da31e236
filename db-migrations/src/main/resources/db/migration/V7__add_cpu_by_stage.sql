-- CPU seconds of a round by what they were spent on; rounds of before count as training.
alter table round add column cpu_train double precision default 0 not null;
alter table round add column cpu_encode double precision default 0 not null;
alter table round add column cpu_decode double precision default 0 not null;
alter table round add column cpu_aggregate double precision default 0 not null;
alter table round add column cpu_evaluate double precision default 0 not null;
alter table round add column cpu_coordinate double precision default 0 not null;
update round set cpu_train = cpu_seconds;
alter table client add column encode_seconds double precision default 0 not null;

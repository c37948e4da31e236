-- What watchers of a task have seen, numbered from 1 in each task; the number is the event id of the stream.
create table event (
    task_id  varchar(36)     not null references task (id) on delete cascade,
    number   bigint          not null,
    at       timestamp(6) with time zone not null,
    body     varchar(1000000) not null,
    primary key (task_id, number)
);

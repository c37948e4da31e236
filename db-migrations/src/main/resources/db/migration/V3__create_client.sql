-- What each client of a task holds, and how it has fared.
create table client (
    task_id          varchar(36)      not null references task (id) on delete cascade,
    number           integer          not null,
    examples         bigint           not null,
    label_histogram  varchar(100000)  not null,
    selected         integer          not null,
    completed        integer          not null,
    seconds          double precision not null,
    last_loss        double precision,
    bytes_up         bigint           not null,
    bytes_down       bigint           not null,
    cpu_seconds      double precision not null,
    primary key (task_id, number)
);

-- A search over many tasks. Its trials are rows of their own; events counts what its watchers have seen. What it was begun with beside
-- its spec, portfolio and check, is kept: with it and the trials so far a restarted server asks for the same next trial.
create table study (
    id           varchar(36)     primary key,
    name         varchar(480)    not null unique,
    state        varchar(16)     not null,
    spec         varchar(1000000) not null,
    portfolio    varchar(1000000) not null,
    check_plan   varchar(1000)   not null,
    created_at   timestamp(6) with time zone not null,
    started_at   timestamp(6) with time zone,
    ended_at     timestamp(6) with time zone,
    reason       varchar(4000),
    events       bigint          not null
);
create index study_newest on study (created_at desc, id);

-- One configuration that is tried, whole as JSON, and the task that tries it: named before it is made, so that it is made once.
-- stopping says why the task is to be stopped, before it is.
create table trial (
    study_id     varchar(36)     not null references study (id) on delete cascade,
    number       bigint          not null,
    task_id      varchar(36)     not null unique,
    submitted    boolean         not null,
    stopping     varchar(4000),
    spec         varchar(1000000) not null,
    body         varchar(1000000) not null,
    started_at   timestamp(6) with time zone not null,
    ended_at     timestamp(6) with time zone,
    primary key (study_id, number)
);

-- A trial done again on a new seed when the search is over, to see what its figure is worth.
create table trial_repeat (
    study_id     varchar(36)     not null references study (id) on delete cascade,
    number       bigint          not null,
    task_id      varchar(36)     not null unique,
    submitted    boolean         not null,
    body         varchar(1000000) not null,
    primary key (study_id, number)
);

create table study_event (
    study_id     varchar(36)     not null references study (id) on delete cascade,
    number       bigint          not null,
    at           timestamp(6) with time zone not null,
    body         varchar(1000000) not null,
    primary key (study_id, number)
);

-- Tasks of studies say so, and which half of the held-out examples they are tested on.
alter table task add column study varchar(36);
alter table task add column trial integer;
alter table task add column held_out varchar(16);

-- A federated run, with its spec and where its rounds stand. Progress is kept in the row so that a commit is one update.
create table task (
    id                      varchar(36)     primary key,
    name                    varchar(480)    not null unique,
    state                   varchar(16)     not null,
    spec                    varchar(1000000) not null,
    data_shape              varchar(1000)   not null,
    created_at              timestamp(6) with time zone not null,
    started_at              timestamp(6) with time zone,
    ended_at                timestamp(6) with time zone,
    reason                  varchar(4000),
    initial_model           varchar(64),
    model                   varchar(64),
    round                   integer         not null,
    test_examples           bigint          not null,
    accuracy                double precision,
    best_accuracy           double precision not null,
    evaluations_since_best  integer         not null,
    missed_quorums          integer         not null,
    bytes_up                bigint          not null,
    bytes_down              bigint          not null,
    cpu_seconds             double precision not null,
    seconds                 double precision not null,
    events                  bigint          not null
);
create index task_newest on task (created_at desc, id);

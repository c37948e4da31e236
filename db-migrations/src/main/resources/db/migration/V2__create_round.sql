-- The committed rounds; selected = completed + late + rejected + lost.
create table round (
    task_id       varchar(36)     not null references task (id) on delete cascade,
    number        integer         not null,
    accuracy      double precision,
    loss          double precision,
    train_loss    double precision,
    seconds       double precision not null,
    bytes_up      bigint          not null,
    bytes_down    bigint          not null,
    cpu_seconds   double precision not null,
    selected      integer         not null,
    completed     integer         not null,
    late          integer         not null,
    rejected      integer         not null,
    lost          integer         not null,
    note          varchar(4000),
    model         varchar(64)     not null,
    confusion     varchar(1000000),
    committed_at  timestamp(6) with time zone not null,
    primary key (task_id, number),
    check (selected = completed + late + rejected + lost)
);
create index round_model on round (model);

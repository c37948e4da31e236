-- What the rounds of a task hand on beside the model: artifacts by name, such as a client's residual.
create table memory (
    task_id   varchar(36)  not null references task (id) on delete cascade,
    name      varchar(200) not null,
    artifact  varchar(64)  not null,
    primary key (task_id, name)
);
create index memory_artifact on memory (artifact);

-- Models that were uploaded to start from; the artifact of that hash stays while its row does.
create table uploaded_model (
    sha256      varchar(64)  not null primary key,
    name        varchar(100) not null,
    size_bytes  bigint       not null,
    parameters  bigint       not null,
    uploaded_at timestamp(6) with time zone not null
);

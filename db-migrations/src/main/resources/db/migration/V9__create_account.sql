-- People who may log in, and the tokens their programs come with. version counts an account's changes: a session of an earlier
-- one is over.
create table account (
    name        varchar(60)   primary key,
    hash        varchar(100)  not null,
    role        varchar(16)   not null,
    disabled    boolean       not null,
    version     integer       not null,
    created_at  timestamp(6) with time zone not null
);
create table api_token (
    id            varchar(36)   primary key,
    name          varchar(240)  not null,
    live_name     varchar(240)  unique,
    hash          varchar(64)   not null unique,
    role          varchar(16)   not null,
    created_at    timestamp(6) with time zone not null,
    expires_at    timestamp(6) with time zone,
    last_used_at  timestamp(6) with time zone,
    revoked_at    timestamp(6) with time zone
);

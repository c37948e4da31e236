-- Tokens of workers at other sites, kept as SHA-256 of 256 random bits. live_name is the name until the token is revoked, so a
-- name is taken once among the living and may come again.
create table worker_token (
    id            varchar(36)   primary key,
    name          varchar(240)  not null,
    live_name     varchar(240)  unique,
    hash          varchar(64)   not null unique,
    created_at    timestamp(6) with time zone not null,
    last_used_at  timestamp(6) with time zone,
    revoked_at    timestamp(6) with time zone
);

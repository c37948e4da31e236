-- The one server that may work on these tasks, of all that share this database: one row. Each take-over is a new epoch. It is the key
-- of the row, so that on PostgreSQL a take-over waits for transactions that hold the old key, and renewals wait for nobody.
create table leadership (
    epoch       bigint primary key,
    address     varchar(300) not null,
    renewed_at  timestamp(6) with time zone not null
);
insert into leadership (epoch, address, renewed_at) values (0, '', timestamp with time zone '1970-01-01 00:00:00+00');

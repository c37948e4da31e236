-- How long a round would take if every client had a machine of its own, and how far its updates were behind; null where not simulated.
alter table round add column simulated_seconds double precision;
alter table round add column staleness double precision;

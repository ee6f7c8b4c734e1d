-- A file of layout 1 as the skill left it. Never changed: it stands for the files that people have.
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE checkpoints (
            account TEXT NOT NULL,
            device TEXT NOT NULL,
            person TEXT NOT NULL,
            at INTEGER NOT NULL CHECK (typeof(at) = 'integer'),
            checkpoint TEXT NOT NULL,
            PRIMARY KEY (account, device)
        ) WITHOUT ROWID;
INSERT INTO "checkpoints" VALUES('75a3bb93216cb960d23ef12cbad80de4','4035bcd6e9165ec4','-',1760000003,'{"turn":3}');
INSERT INTO "checkpoints" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','36546e3016898a8b','-',1760000001,'{"turn":1}');
INSERT INTO "checkpoints" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','b3a986d15a4871f6','5923a72a01fff7a2',1760000002,'{"turn":2}');
CREATE TABLE people (
            account TEXT NOT NULL,
            person TEXT NOT NULL,
            finished INTEGER NOT NULL CHECK (typeof(finished) = 'integer'),
            seen_at INTEGER NOT NULL CHECK (typeof(seen_at) = 'integer'),
            PRIMARY KEY (account, person)
        ) WITHOUT ROWID;
INSERT INTO "people" VALUES('75a3bb93216cb960d23ef12cbad80de4','-',1,1760000003);
INSERT INTO "people" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','-',2,1760000001);
INSERT INTO "people" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','5923a72a01fff7a2',1,1760000002);
CREATE TABLE sessions (
            account TEXT NOT NULL,
            person TEXT NOT NULL,
            opened_at INTEGER NOT NULL CHECK (typeof(opened_at) = 'integer'),
            device TEXT NOT NULL,
            left_seconds INTEGER NOT NULL CHECK (typeof(left_seconds) = 'integer'),
            right_seconds INTEGER NOT NULL CHECK (typeof(right_seconds) = 'integer'),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
            PRIMARY KEY (account, person, opened_at, device),
            FOREIGN KEY (account, person) REFERENCES people ON DELETE CASCADE
        ) WITHOUT ROWID;
INSERT INTO "sessions" VALUES('75a3bb93216cb960d23ef12cbad80de4','-',1760000003,'4035bcd6e9165ec4',60,60,1);
INSERT INTO "sessions" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','-',1760000000,'b3a986d15a4871f6',60,60,1);
INSERT INTO "sessions" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','-',1760000001,'36546e3016898a8b',60,60,1);
INSERT INTO "sessions" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','5923a72a01fff7a2',1760000002,'b3a986d15a4871f6',60,60,1);
CREATE TABLE settings (
            account TEXT NOT NULL,
            person TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (account, person, name),
            FOREIGN KEY (account, person) REFERENCES people ON DELETE CASCADE
        ) WITHOUT ROWID;
INSERT INTO "settings" VALUES('75a3bb93216cb960d23ef12cbad80de4','-','seconds','90');
INSERT INTO "settings" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','-','seconds','90');
INSERT INTO "settings" VALUES('ff263ff0d8a5ce5318b4eb9b62c835be','5923a72a01fff7a2','seconds','90');
CREATE INDEX people_by_age ON people (seen_at);
CREATE INDEX sessions_by_age ON sessions (opened_at);
CREATE INDEX checkpoints_by_age ON checkpoints (at);
COMMIT;

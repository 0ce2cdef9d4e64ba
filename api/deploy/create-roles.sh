#!/usr/bin/env bash
# Run once by the image of PostgreSQL, on an empty volume: the role that owns the tables, the role that the product
# works with and that owns nothing, and the database.
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE plan_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE plan_app LOGIN PASSWORD :'app_password';
CREATE DATABASE plan OWNER plan_owner;
REVOKE ALL ON DATABASE plan FROM PUBLIC;
GRANT CONNECT ON DATABASE plan TO plan_app;
SQL

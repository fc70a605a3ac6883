SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.about (
    name character varying NOT NULL,
    value character varying NOT NULL
);
CREATE TABLE public.alert_marks (
    follow_id character varying NOT NULL,
    rule character varying NOT NULL,
    thing character varying NOT NULL
);
CREATE TABLE public.alert_runs (
    run_id character varying NOT NULL
);
CREATE TABLE public.alerts (
    id character varying NOT NULL,
    follow_id character varying NOT NULL,
    rule character varying NOT NULL,
    thing character varying NOT NULL,
    story_id character varying,
    article_id character varying,
    revision_id character varying,
    places json NOT NULL,
    at character varying NOT NULL,
    read_at character varying
);
CREATE TABLE public.articles (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    name character varying NOT NULL,
    url character varying,
    outlet_id character varying,
    language character varying,
    headline character varying,
    published character varying,
    sort_at bigint NOT NULL,
    date_doubt character varying,
    first_seen character varying NOT NULL,
    last_seen character varying NOT NULL,
    revision_id character varying NOT NULL,
    run_id character varying NOT NULL
);
CREATE TABLE public.revisions (
    id character varying NOT NULL,
    article_id character varying NOT NULL,
    capture_id character varying NOT NULL,
    text_id character varying NOT NULL,
    headline_id character varying,
    standfirst_id character varying,
    published character varying,
    completeness character varying NOT NULL,
    seen_at character varying NOT NULL,
    last_seen character varying NOT NULL,
    replaced_by character varying,
    details json NOT NULL
);
CREATE TABLE public.texts (
    id character varying NOT NULL,
    content character varying NOT NULL
);
CREATE VIEW public.article_texts AS
 SELECT a.seq,
    h.content AS headline,
    t.content AS body
   FROM (((public.articles a
     JOIN public.revisions r ON (((r.id)::text = (a.revision_id)::text)))
     JOIN public.texts t ON (((t.id)::text = (r.text_id)::text)))
     LEFT JOIN public.texts h ON (((h.id)::text = (r.headline_id)::text)));
CREATE TABLE public.article_words (
    seq bigint NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE public.attempts (
    seq bigint NOT NULL,
    whose character varying NOT NULL,
    at character varying NOT NULL
);
CREATE SEQUENCE public.attempts_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attempts_seq_seq OWNED BY public.attempts.seq;
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at character varying NOT NULL,
    who character varying NOT NULL,
    what character varying NOT NULL,
    about character varying NOT NULL,
    words character varying NOT NULL,
    address character varying NOT NULL
);
CREATE SEQUENCE public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.captures (
    id character varying NOT NULL,
    article_id character varying NOT NULL,
    revision_id character varying NOT NULL,
    name character varying NOT NULL,
    medium character varying NOT NULL,
    text_id character varying,
    packed bytea,
    encoding character varying,
    origin character varying,
    outlet character varying,
    url character varying,
    title character varying,
    published character varying,
    story character varying,
    seen_at character varying NOT NULL,
    run_id character varying NOT NULL,
    payload_id character varying,
    media_type character varying,
    fetched json
);
CREATE TABLE public.chain (
    n bigint NOT NULL,
    previous character varying NOT NULL,
    kind character varying NOT NULL,
    capture_id character varying NOT NULL,
    article_id character varying NOT NULL,
    at character varying NOT NULL,
    made_at character varying NOT NULL,
    tool character varying NOT NULL,
    url character varying,
    payload character varying,
    text character varying,
    fetched character varying,
    stated character varying,
    hash character varying NOT NULL
);
CREATE TABLE public.comparisons (
    story_id character varying NOT NULL,
    version character varying NOT NULL,
    input character varying NOT NULL,
    packed bytea NOT NULL,
    made_at character varying NOT NULL,
    run_id character varying NOT NULL
);
CREATE TABLE public.conflicts (
    story_id character varying NOT NULL,
    n bigint NOT NULL,
    kind character varying NOT NULL,
    grade character varying NOT NULL,
    a_revision character varying NOT NULL,
    a_start bigint NOT NULL,
    a_stop bigint NOT NULL,
    b_revision character varying NOT NULL,
    b_start bigint NOT NULL,
    b_stop bigint NOT NULL,
    because character varying NOT NULL,
    point_id character varying
);
CREATE TABLE public.crosswire_schema (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.deliveries (
    id character varying NOT NULL,
    follow_id character varying NOT NULL,
    channel character varying NOT NULL,
    target character varying NOT NULL,
    alerts json NOT NULL,
    state character varying NOT NULL,
    tries bigint NOT NULL,
    next_at character varying,
    last_error character varying NOT NULL,
    made_at character varying NOT NULL,
    ended_at character varying
);
CREATE TABLE public.entities (
    id character varying NOT NULL,
    label character varying NOT NULL,
    name character varying NOT NULL,
    forms json NOT NULL,
    country character varying,
    place character varying,
    wikidata character varying,
    into_id character varying,
    articles bigint NOT NULL,
    mentions bigint NOT NULL,
    because json NOT NULL,
    details json NOT NULL
);
CREATE TABLE public.entity_members (
    entity_id character varying NOT NULL,
    revision_id character varying NOT NULL,
    local_id character varying NOT NULL,
    n bigint NOT NULL,
    article_id character varying NOT NULL,
    name character varying NOT NULL,
    mentions bigint NOT NULL,
    details json NOT NULL
);
CREATE TABLE public.failures (
    id character varying NOT NULL,
    run_id character varying NOT NULL,
    stage character varying NOT NULL,
    item character varying NOT NULL,
    kind character varying NOT NULL,
    words character varying NOT NULL,
    at character varying NOT NULL
);
CREATE TABLE public.feed_keys (
    key character varying NOT NULL,
    made_by character varying NOT NULL,
    whose character varying NOT NULL,
    made_at character varying NOT NULL
);
CREATE TABLE public.follow_stories (
    follow_id character varying NOT NULL,
    story_id character varying NOT NULL,
    owed bigint NOT NULL,
    settled bigint NOT NULL,
    since character varying NOT NULL,
    shown json
);
CREATE TABLE public.follows (
    id character varying NOT NULL,
    made_by character varying NOT NULL,
    kind character varying NOT NULL,
    about_id character varying,
    query json,
    name character varying NOT NULL,
    rules json NOT NULL,
    channels json NOT NULL,
    secret character varying,
    made_at character varying NOT NULL,
    paused bigint NOT NULL
);
CREATE TABLE public.jobs (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    kind character varying NOT NULL,
    asked_by character varying NOT NULL,
    asked_at character varying NOT NULL,
    state character varying NOT NULL,
    what json NOT NULL,
    size bigint NOT NULL,
    words character varying NOT NULL,
    count bigint NOT NULL,
    total bigint,
    tries bigint NOT NULL,
    worker character varying,
    leased_until character varying,
    begun_at character varying,
    ended_at character varying,
    result json,
    because character varying NOT NULL
);
CREATE SEQUENCE public.jobs_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.jobs_seq_seq OWNED BY public.jobs.seq;
CREATE TABLE public.judgements (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    a character varying NOT NULL,
    b character varying NOT NULL,
    decision character varying NOT NULL,
    because character varying NOT NULL,
    made_by character varying NOT NULL,
    made_at character varying NOT NULL,
    withdrawn_by character varying,
    withdrawn_at character varying,
    body json NOT NULL
);
CREATE TABLE public.ledger (
    stage character varying NOT NULL,
    version character varying NOT NULL,
    input_id character varying NOT NULL,
    result_id character varying,
    run_id character varying NOT NULL,
    at character varying NOT NULL
);
CREATE TABLE public.looks (
    reader character varying NOT NULL,
    what character varying NOT NULL,
    seen_at character varying NOT NULL,
    before_at character varying
);
CREATE TABLE public.memberships (
    id character varying NOT NULL,
    story_id character varying NOT NULL,
    article_id character varying NOT NULL,
    n bigint NOT NULL,
    before_id character varying,
    role character varying NOT NULL,
    how character varying NOT NULL,
    probability double precision NOT NULL,
    because json NOT NULL,
    made_by character varying NOT NULL,
    made_at character varying NOT NULL,
    run_id character varying NOT NULL,
    ended_at character varying,
    ended_because character varying
);
CREATE TABLE public.mentions (
    revision_id character varying NOT NULL,
    n bigint NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    label character varying NOT NULL,
    kind character varying NOT NULL,
    local_id character varying NOT NULL,
    name character varying NOT NULL
);
CREATE TABLE public.note_editions (
    note_id character varying NOT NULL,
    edition bigint NOT NULL,
    mark character varying,
    words character varying NOT NULL,
    at character varying NOT NULL
);
CREATE TABLE public.notes (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    about character varying NOT NULL,
    story_id character varying,
    article_id character varying,
    revision_id character varying,
    text_id character varying,
    start bigint,
    stop bigint,
    erased bigint NOT NULL,
    made_by character varying NOT NULL,
    made_at character varying NOT NULL,
    answers character varying,
    withdrawn_by character varying,
    withdrawn_at character varying
);
CREATE TABLE public.notices (
    id character varying NOT NULL,
    revision_id character varying NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    kind character varying NOT NULL,
    withdrawn_text character varying,
    withdrawn_start bigint,
    withdrawn_stop bigint,
    because character varying NOT NULL,
    made_at character varying NOT NULL,
    run_id character varying NOT NULL
);
CREATE TABLE public.outlets (
    id character varying NOT NULL,
    name character varying NOT NULL,
    domain character varying
);
CREATE TABLE public.pages (
    address character varying NOT NULL,
    url character varying NOT NULL,
    source_id character varying,
    article_id character varying,
    state character varying NOT NULL,
    first_seen character varying NOT NULL,
    tried_at character varying,
    next_at character varying,
    etag character varying,
    last_modified character varying,
    status bigint,
    failures bigint NOT NULL,
    because character varying
);
CREATE TABLE public.paragraphs (
    mark bigint NOT NULL,
    seq bigint NOT NULL
);
CREATE TABLE public.payloads (
    id character varying NOT NULL,
    packed bytea,
    size bigint NOT NULL
);
CREATE TABLE public.point_members (
    seq bigint NOT NULL,
    story_id character varying NOT NULL,
    point_id character varying NOT NULL,
    article_id character varying NOT NULL,
    revision_id character varying NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    outlet_id character varying,
    holder character varying,
    quotation_id character varying
);
CREATE TABLE public.points (
    story_id character varying NOT NULL,
    id character varying NOT NULL,
    shown character varying NOT NULL,
    kind character varying NOT NULL,
    relation character varying NOT NULL,
    tier character varying NOT NULL,
    confidence double precision NOT NULL,
    speaker character varying,
    revision_id character varying NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    outlets bigint NOT NULL,
    origins_at_least bigint NOT NULL,
    origins_at_most bigint NOT NULL,
    origins_unknown bigint NOT NULL
);
CREATE TABLE public.quotations (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    revision_id character varying NOT NULL,
    mode character varying NOT NULL,
    act character varying NOT NULL,
    voice character varying NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    runs json NOT NULL,
    cue json NOT NULL,
    speaker json NOT NULL,
    speaker_name character varying,
    local_id character varying,
    occasion_start bigint,
    occasion_stop bigint,
    because character varying NOT NULL,
    identified character varying,
    source_kind character varying
);
CREATE VIEW public.quotation_texts AS
 SELECT q.seq,
    substr((t.content)::text, ((q.start + 1))::integer, ((q.stop - q.start))::integer) AS words,
    q.speaker_name AS speaker
   FROM ((public.quotations q
     JOIN public.revisions r ON (((r.id)::text = (q.revision_id)::text)))
     JOIN public.texts t ON (((t.id)::text = (r.text_id)::text)));
CREATE TABLE public.quotation_words (
    seq bigint NOT NULL,
    words tsvector NOT NULL,
    speaker tsvector NOT NULL
);
CREATE TABLE public.readings (
    revision_id character varying NOT NULL,
    version character varying NOT NULL,
    packed bytea NOT NULL
);
CREATE TABLE public.runs (
    id character varying NOT NULL,
    command character varying NOT NULL,
    started_at character varying NOT NULL,
    ended_at character varying,
    state character varying NOT NULL,
    host character varying NOT NULL,
    pid bigint NOT NULL,
    versions json NOT NULL,
    counts json NOT NULL
);
CREATE TABLE public.sentences (
    revision_id character varying NOT NULL,
    n bigint NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL
);
CREATE TABLE public.sightings (
    capture_id character varying NOT NULL,
    fetched_at character varying NOT NULL,
    seen_at character varying NOT NULL,
    run_id character varying NOT NULL
);
CREATE TABLE public.sign_ins (
    hash character varying NOT NULL,
    id character varying NOT NULL,
    user_id character varying NOT NULL,
    begun_at character varying NOT NULL,
    seen_at character varying NOT NULL,
    ends_at character varying NOT NULL,
    address character varying NOT NULL,
    agent character varying NOT NULL
);
CREATE TABLE public.sketches (
    seq bigint NOT NULL,
    article_id character varying NOT NULL,
    version character varying NOT NULL,
    body bytea NOT NULL
);
CREATE SEQUENCE public.sketches_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sketches_seq_seq OWNED BY public.sketches.seq;
CREATE TABLE public.sources (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    url character varying NOT NULL,
    title character varying,
    outlet_id character varying,
    state character varying NOT NULL,
    every_seconds bigint NOT NULL,
    added_at character varying NOT NULL,
    tried_at character varying,
    succeeded_at character varying,
    changed_at character varying,
    newest_item_at character varying,
    failures bigint NOT NULL,
    kind_of_failure character varying,
    because character varying,
    etag character varying,
    last_modified character varying,
    next_at character varying,
    run_id character varying NOT NULL
);
CREATE TABLE public.stamps (
    n bigint NOT NULL,
    server character varying NOT NULL,
    at character varying NOT NULL,
    hash character varying NOT NULL,
    token bytea NOT NULL,
    made_at character varying NOT NULL
);
CREATE VIEW public.statement_texts AS
 SELECT m.seq,
    substr((t.content)::text, ((m.start + 1))::integer, ((m.stop - m.start))::integer) AS words,
    m.holder AS speaker
   FROM ((public.point_members m
     JOIN public.revisions r ON (((r.id)::text = (m.revision_id)::text)))
     JOIN public.texts t ON (((t.id)::text = (r.text_id)::text)));
CREATE TABLE public.statement_words (
    seq bigint NOT NULL,
    words tsvector NOT NULL,
    speaker tsvector NOT NULL
);
CREATE TABLE public.stories (
    id character varying NOT NULL,
    made_at character varying NOT NULL,
    state character varying NOT NULL,
    into_id character varying,
    articles bigint NOT NULL,
    attached bigint NOT NULL,
    outlets bigint NOT NULL,
    first_at character varying,
    last_at character varying,
    headline_article character varying
);
CREATE TABLE public.story_aliases (
    id character varying NOT NULL,
    story_id character varying NOT NULL,
    into_id character varying NOT NULL,
    because character varying NOT NULL,
    made_at character varying NOT NULL,
    run_id character varying NOT NULL,
    ended_at character varying
);
CREATE TABLE public.times (
    revision_id character varying NOT NULL,
    n bigint NOT NULL,
    start bigint NOT NULL,
    stop bigint NOT NULL,
    value character varying NOT NULL,
    type character varying NOT NULL
);
CREATE TABLE public.tokens (
    hash character varying NOT NULL,
    id character varying NOT NULL,
    user_id character varying NOT NULL,
    label character varying NOT NULL,
    scopes json NOT NULL,
    made_at character varying NOT NULL,
    ends_at character varying,
    used_at character varying,
    withdrawn_at character varying
);
CREATE TABLE public.tombstones (
    id character varying NOT NULL,
    what character varying NOT NULL,
    how character varying NOT NULL,
    article_id character varying,
    size bigint NOT NULL,
    because character varying NOT NULL,
    erased_at character varying NOT NULL,
    made_by character varying NOT NULL,
    run_id character varying NOT NULL
);
CREATE TABLE public.users (
    id character varying NOT NULL,
    name character varying NOT NULL,
    role character varying NOT NULL,
    disabled bigint NOT NULL,
    password character varying NOT NULL,
    made_at character varying NOT NULL,
    made_by character varying NOT NULL,
    signed_in_at character varying
);
ALTER TABLE ONLY public.attempts ALTER COLUMN seq SET DEFAULT nextval('public.attempts_seq_seq'::regclass);
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.jobs ALTER COLUMN seq SET DEFAULT nextval('public.jobs_seq_seq'::regclass);
ALTER TABLE ONLY public.sketches ALTER COLUMN seq SET DEFAULT nextval('public.sketches_seq_seq'::regclass);
INSERT INTO public.about VALUES ('made_at', '2026-11-22T12:55:35.476Z');
INSERT INTO public.about VALUES ('made_by', '0.1.0');
INSERT INTO public.article_words VALUES (495595929600, '''7'':15 ''ada'':5 ''bridge'':1A,9 ''closed'':2A,13 ''it'':12 ''may'':16 ''mayor'':4 ''on'':14 ''quill'':6 ''said'':7 ''shut'':11 ''stays'':10 ''the'':8');
INSERT INTO public.article_words VALUES (495595929601, '''7'':14 ''ada'':4 ''bridge'':8 ''closed'':12 ''ferries'':16 ''it'':11 ''may'':15 ''mayor'':3 ''on'':13 ''quill'':5 ''run'':17 ''said'':6 ''shut'':1A,10 ''stays'':9 ''the'':7');
INSERT INTO public.article_words VALUES (495595929602, '''a'':3 ''comes'':5 ''storm'':1A,4');
INSERT INTO public.articles VALUES (495595929600, 'article-a37598e97038f8c67073', 'a1', 'https://sentry.example/bridge', 'outlet-9057b67f2801c3c39a21', 'en', 'Bridge closed', '2031-05-07', 1935921600, NULL, '2031-05-08T10:00:00.000Z', '2031-05-08T10:00:00.000Z', 'revision-3364ed216bcf0f2e7a27', 'run-668995e47321df6b4d51');
INSERT INTO public.articles VALUES (495595929601, 'article-4d7140c95349eaa31edd', 'b1', 'https://quay.example/shut', 'outlet-25f09e93dbe3472ea5e6', 'en', 'Shut', '2031-05-07', 1935921600, NULL, '2031-05-08T10:00:00.000Z', '2031-05-08T10:00:00.000Z', 'revision-2007eb1d4f7554e3c3e9', 'run-668995e47321df6b4d51');
INSERT INTO public.articles VALUES (495595929602, 'article-6d64118779baff2df774', 'c1', 'https://sentry.example/storm', 'outlet-9057b67f2801c3c39a21', 'en', 'Storm', '2031-05-07', 1935921600, NULL, '2031-05-08T10:00:00.000Z', '2031-05-08T10:00:00.000Z', 'revision-083508d94ef771a1a44d', 'run-668995e47321df6b4d51');
INSERT INTO public.captures VALUES ('capture-c03baec6a44f99d58ee2', 'article-a37598e97038f8c67073', 'revision-3364ed216bcf0f2e7a27', 'a1', 'line', 'text-aa237cade4b89aaf3f46', NULL, NULL, NULL, 'The Harbour Sentry', 'https://sentry.example/bridge', 'Bridge closed', '2031-05-07', NULL, '2031-05-08T10:00:00.000Z', 'run-668995e47321df6b4d51', NULL, NULL, NULL);
INSERT INTO public.captures VALUES ('capture-241ceac5dc521485c127', 'article-4d7140c95349eaa31edd', 'revision-2007eb1d4f7554e3c3e9', 'b1', 'line', 'text-ba0b7adc3c9d384ca8b0', NULL, NULL, NULL, 'The Quay Post', 'https://quay.example/shut', 'Shut', '2031-05-07', NULL, '2031-05-08T10:00:00.000Z', 'run-668995e47321df6b4d51', NULL, NULL, NULL);
INSERT INTO public.captures VALUES ('capture-46ae52ebfe73f4082add', 'article-6d64118779baff2df774', 'revision-083508d94ef771a1a44d', 'c1', 'html', NULL, '\x789cb3c928c9cdb1b3c930b4732aca4c494fb5d107326d0aec1c158a4bf28b721592f373538bf56cf40b4082c1198945a90a251999c560017db05e00dcae15fc', 'utf-8', NULL, 'The Harbour Sentry', 'https://sentry.example/storm', 'Storm', '2031-05-07', NULL, '2031-05-08T10:00:00.000Z', 'run-668995e47321df6b4d51', NULL, NULL, NULL);
INSERT INTO public.chain VALUES (1, '0000000000000000000000000000000000000000000000000000000000000000', 'capture', 'capture-c03baec6a44f99d58ee2', 'article-a37598e97038f8c67073', '2031-05-08T10:00:00.000Z', '2026-11-22T12:55:35.505Z', 'crosswire 0.1.0', 'https://sentry.example/bridge', NULL, 'sha256:3ea4c0eb9169eb6586aa43daee599335ca60fdddff504f7fb523f19360bed29b', NULL, 'sha256:b716aa33a8f3b2db7f34b04dada82c65add2e3c6e48a3b743029db8cca6c1767', 'd19dd22a39e64b4b587d5b99f3710765863ea0373b1db66d64e6322db063859d');
INSERT INTO public.chain VALUES (2, 'd19dd22a39e64b4b587d5b99f3710765863ea0373b1db66d64e6322db063859d', 'capture', 'capture-241ceac5dc521485c127', 'article-4d7140c95349eaa31edd', '2031-05-08T10:00:00.000Z', '2026-11-22T12:55:35.506Z', 'crosswire 0.1.0', 'https://quay.example/shut', NULL, 'sha256:10abde5cfc972d57cf679198c11ddd7ab526a4721b83875cf244fc90da6ae0c6', NULL, 'sha256:4ee07e59deceef5f6257e7e4befddcadaede102102b50f5c42d9f587b349aa37', '110e4183e4da23435aa48f0c6a7a05cc7267b96c1804c2aedeac44e1933ba292');
INSERT INTO public.chain VALUES (3, '110e4183e4da23435aa48f0c6a7a05cc7267b96c1804c2aedeac44e1933ba292', 'capture', 'capture-46ae52ebfe73f4082add', 'article-6d64118779baff2df774', '2031-05-08T10:00:00.000Z', '2026-11-22T12:55:35.506Z', 'crosswire 0.1.0', 'https://sentry.example/storm', NULL, 'sha256:9b8b1144f373453cdec6735dcfe31e9400d63d310b6a161ca62e195dd35254da', NULL, 'sha256:afc3d9675717fe1d52a155715dcba1901ae344af77119368089ce4c398771869', '1af14ae682e9482df5b7996aa6f2d39d56129e75beaed08a6a9a050694d1a416');
INSERT INTO public.comparisons VALUES ('story-839138f9dc1538ae5750', 'compare/1', 'input-1', '\x789ced55c18edb2010fd95884b2f4e6b63626f726a3fa1e7c85a61338e5130b8801b4591ffbd0c4eaa24bbd96d7be965251f606678f366e6814fc479638f64437c078bda4ab103929081efc091cdb60a4b23b5c7f5894811e2e27e9985a0bdd46818bd07cb7583e72c28eea5d1c1ec788f162fc1e26eb4b86b8c6ea5000cdea49fd765420ec60aa977647322dc7ad9a8e0211ce1ddc0359abf86dc6942f384adaa299841fb19e0e24a1356a0a7334ac464df045f7c1fa55201e5c768fc85d2eff552949cb36c5db42ba84bbaa27556b604c107e0fb17183df435d8b907ff9fe43587fa9e037bcc81fd0b8775b9a69435cd530bf9130b34b2b220538593e6ce68ec49540e4e7b81b37424388d953b89ce1331a35780faa109e1fe5985639e6cb2b8e90dae8363d47b6d0e2173364d5172cec91a0bbc151dfd4bd129b90775fc90dd87ecfe4876a812259bf36377169ae01e15b5b35c60e5a134876403d0bbda29c2f7602cac4c8ad093e0ab6f615ee9ec4318760d030d1f1d9cdf71c151f5f1d25cbdd8b1c60e9afd5ce0a1e3fe26fe207df77ce84c7fb6f6fc68ec27b7306d2be345435e78761babbd2bb34ab691fd1ded0a3d441b1fff27a40f6d5c8c034ecbf9f34f2634be1fb8852f1999278c3773e668e1a774b3382ecb659e170c04cd8aba69d39642c969890f030c1ec1de8b733d576a4ea5837ac48b314ea8f5d712d3342da1ce046bcbd58a41dee4b07e2df183b8b713d798b89a7e0134615af1', '2026-11-22T12:55:35.546Z', 'run-668995e47321df6b4d51');
INSERT INTO public.conflicts VALUES ('story-839138f9dc1538ae5750', 0, 'date', 'tension', 'revision-3364ed216bcf0f2e7a27', 60, 65, 'revision-2007eb1d4f7554e3c3e9', 60, 65, 'the day', 'point-1');
INSERT INTO public.crosswire_schema VALUES ('0008');
INSERT INTO public.entities VALUES ('entity-ada', 'PERSON', 'Ada Quill', '[["Ada Quill",2]]', NULL, NULL, NULL, NULL, 2, 2, '["one full name"]', '{"founders":[["e0",1]]}');
INSERT INTO public.entity_members VALUES ('entity-ada', 'revision-3364ed216bcf0f2e7a27', 'e0', 0, 'article-a37598e97038f8c67073', 'Ada Quill', 1, '{"label":"PERSON","forms":[["Ada Quill",1]],"evidence":["name Ada Quill"]}');
INSERT INTO public.entity_members VALUES ('entity-ada', 'revision-2007eb1d4f7554e3c3e9', 'e0', 1, 'article-4d7140c95349eaa31edd', 'Ada Quill', 1, '{"label":"PERSON","forms":[["Ada Quill",1]],"evidence":["name Ada Quill"]}');
INSERT INTO public.failures VALUES ('failure-9e65c3f9355f0e63339e', 'run-668995e47321df6b4d51', 'clean', 'x.html', 'empty', 'empty', '2026-11-22T12:55:35.527Z');
INSERT INTO public.judgements VALUES ('judgement-bd7612cdce6ec72b60aa', 'story', 'article-a37598e97038f8c67073', 'article-6d64118779baff2df774', 'different', 'a storm is no bridge', 'Ana Ruiz', '2031-05-08T10:00:00+00:00', NULL, NULL, '{"a":"article-a37598e97038f8c67073","b":"article-6d64118779baff2df774","decision":"different","because":"a storm is no bridge","made_by":"Ana Ruiz","made_at":"2031-05-08T10:00:00+00:00","withdrawn_by":null,"withdrawn_at":null}');
INSERT INTO public.ledger VALUES ('clean', '7', 'capture-c03baec6a44f99d58ee2', 'revision-3364ed216bcf0f2e7a27', 'run-668995e47321df6b4d51', '2026-11-22T12:55:35.506Z');
INSERT INTO public.ledger VALUES ('clean', '7', 'capture-241ceac5dc521485c127', 'revision-2007eb1d4f7554e3c3e9', 'run-668995e47321df6b4d51', '2026-11-22T12:55:35.506Z');
INSERT INTO public.ledger VALUES ('clean', '7', 'capture-46ae52ebfe73f4082add', 'revision-083508d94ef771a1a44d', 'run-668995e47321df6b4d51', '2026-11-22T12:55:35.506Z');
INSERT INTO public.memberships VALUES ('membership-888fb285e2082079471d', 'story-839138f9dc1538ae5750', 'article-a37598e97038f8c67073', 0, NULL, 'member', 'founded', 1, '[]', 'group/1', '2026-11-22T12:55:35.514Z', 'run-668995e47321df6b4d51', NULL, NULL);
INSERT INTO public.memberships VALUES ('membership-cd8cdc9e04ad67f0a990', 'story-c076e035c6e94cb90bbf', 'article-6d64118779baff2df774', 0, NULL, 'member', 'founded', 1, '[]', 'group/1', '2026-11-22T12:55:35.514Z', 'run-668995e47321df6b4d51', NULL, NULL);
INSERT INTO public.memberships VALUES ('membership-d6f8a4ec54b9a48da9e0', 'story-57a8b186135049b44f6a', 'article-4d7140c95349eaa31edd', 0, NULL, 'member', 'founded', 1, '[]', 'group/1', '2026-11-22T12:55:35.514Z', 'run-668995e47321df6b4d51', '2026-11-22T12:55:35.521Z', 'merged: it lies in story-839138f9dc1538ae5750 now');
INSERT INTO public.memberships VALUES ('membership-2a6fc0ffeeae24c4486f', 'story-839138f9dc1538ae5750', 'article-4d7140c95349eaa31edd', 1, 'story-57a8b186135049b44f6a', 'member', 'merged', 0.93, '[{"feature":"people","value":2.0,"weight":1.5,"words":"both name Ada Quill"}]', 'group/1', '2026-11-22T12:55:35.521Z', 'run-668995e47321df6b4d51', NULL, NULL);
INSERT INTO public.mentions VALUES ('revision-3364ed216bcf0f2e7a27', 0, 6, 15, 'PERSON', 'name', 'e0', 'Ada Quill');
INSERT INTO public.mentions VALUES ('revision-2007eb1d4f7554e3c3e9', 0, 6, 15, 'PERSON', 'name', 'e0', 'Ada Quill');
INSERT INTO public.outlets VALUES ('outlet-9057b67f2801c3c39a21', 'The Harbour Sentry', 'sentry.example');
INSERT INTO public.outlets VALUES ('outlet-25f09e93dbe3472ea5e6', 'The Quay Post', 'quay.example');
INSERT INTO public.point_members VALUES (495595929600, 'story-839138f9dc1538ae5750', 'point-1', 'article-a37598e97038f8c67073', 'revision-3364ed216bcf0f2e7a27', 23, 45, 'outlet-9057b67f2801c3c39a21', 'Ada Quill', 'quotation-d7aa4196f5eb7252b17f');
INSERT INTO public.point_members VALUES (495595929601, 'story-839138f9dc1538ae5750', 'point-1', 'article-4d7140c95349eaa31edd', 'revision-2007eb1d4f7554e3c3e9', 23, 45, 'outlet-25f09e93dbe3472ea5e6', 'Ada Quill', 'quotation-979224cc8fe384b72176');
INSERT INTO public.point_members VALUES (495595929602, 'story-839138f9dc1538ae5750', 'point-2', 'article-a37598e97038f8c67073', 'revision-3364ed216bcf0f2e7a27', 23, 45, 'outlet-9057b67f2801c3c39a21', 'Ada Quill', 'quotation-d7aa4196f5eb7252b17f');
INSERT INTO public.point_members VALUES (495595929603, 'story-839138f9dc1538ae5750', 'point-2', 'article-4d7140c95349eaa31edd', 'revision-2007eb1d4f7554e3c3e9', 23, 45, 'outlet-25f09e93dbe3472ea5e6', 'Ada Quill', 'quotation-979224cc8fe384b72176');
INSERT INTO public.points VALUES ('story-839138f9dc1538ae5750', 'point-1', 'shared', 'utterance', 'same', 'sure', 0.97, 'Ada Quill', 'revision-3364ed216bcf0f2e7a27', 23, 45, 2, 1, 2, 1);
INSERT INTO public.points VALUES ('story-839138f9dc1538ae5750', 'point-2', 'possible', 'utterance', 'same', 'likely', 0.97, 'Ada Quill', 'revision-3364ed216bcf0f2e7a27', 23, 45, 2, 1, 2, 1);
INSERT INTO public.quotation_words VALUES (495595929600, '''bridge'':3 ''shut'':5 ''stays'':4 ''the'':2', '''ada'':2 ''quill'':3');
INSERT INTO public.quotation_words VALUES (495595929601, '''bridge'':3 ''shut'':5 ''stays'':4 ''the'':2', '''ada'':2 ''quill'':3');
INSERT INTO public.quotations VALUES (495595929600, 'quotation-d7aa4196f5eb7252b17f', 'revision-3364ed216bcf0f2e7a27', 'direct', 'speech', 'news', 22, 46, '[[22,46]]', '[[16,20]]', '[[6,15]]', 'Ada Quill', 'e0', NULL, NULL, 'the name beside the cue', NULL, NULL);
INSERT INTO public.quotations VALUES (495595929601, 'quotation-979224cc8fe384b72176', 'revision-2007eb1d4f7554e3c3e9', 'direct', 'speech', 'news', 22, 46, '[[22,46]]', '[[16,20]]', '[[6,15]]', 'Ada Quill', 'e0', NULL, NULL, 'the name beside the cue', NULL, NULL);
INSERT INTO public.readings VALUES ('revision-3364ed216bcf0f2e7a27', 'small/1', '\x789c7551cb6a03310cfc95c56785dafb243925d05cfb3e044228ceaea026de47636f2184fc7b25d3d02d8dc1183c6369469ab3f81c7bafbde93b2716dbb368fb06c54234e688b51720eabef3d8f9c02de99690a69097bbcb8eb81127b82a2195017703ea031e275c09aa9852efd4d2f81309a114bf68a75b165f353a791e8db544edb1d6a363d47f60c21f923d3ad360c26f76c06d75d7fd4c211667e1903dd7e8260ee4d574cbd2d769dda043c5d42508abf76849f169fdf2faf84026febafde792db862f2648d2cb9b166f2ad009125fdaf2f2442a333593c54c56d4d89f06c6ee576febd093b3601faed5d6de29fed11f3058a75e05cda4406c08def0d5e02040ee605bc23c4629c2a3751ca0025ed50d92524fcb58655a4196c52ab31cb2798ccc39972859411e1da5a00d442b8b0a8aa82687109db34ca18cccc9b9e9a337b5e594b412976f5dcfe175');
INSERT INTO public.readings VALUES ('revision-2007eb1d4f7554e3c3e9', 'small/1', '\x789c7551cb6ac33010fc15a3f3864a7e4824a7069a6bdf87400845b6172a223f1ac98510f2efd58a86bab40221d08c766776e7cc3ea6c16b6f86deb1d5eeccbaa145b662ad3962e319b066e83df63e72b7e1e690e750cafd651fb80967b89090f388bb11f5018f334e82a8e6d45b6869fc290821673f68af3b125fb73a7b9a8cb581aab1d19323d4bf63461fb21a9d6931a33739a0b6baefbfa760ab3373489e1b743307fc6aba23e9ebb46ed4b162ee1298d535daa0f8b8797e79b80f267ebbfde392dac62f264a8697371dfeab104e94f8d49696c7725e8805af165c85c6fe341276b77eddc49e9405f9709db6f646d08fe180d17ae855859904b06d80b774b53832e07bd84958a62811f0641d05288056f50f1952cf65aa32575014a9caa2846299224bca25492a2893a3546103c9ca4a4195d4a4109273ca1c64724ea94095295255a0129a94b83e7ad358cab716ecf2058d9eee95');
INSERT INTO public.revisions VALUES ('revision-3364ed216bcf0f2e7a27', 'article-a37598e97038f8c67073', 'capture-c03baec6a44f99d58ee2', 'text-aa237cade4b89aaf3f46', 'text-13ef5c8dd2813e5ea737', NULL, '2031-05-07', 'complete', '2031-05-08T10:00:00.000Z', '2031-05-08T10:00:00.000Z', NULL, '{"article":"a1","runs":[{"body":0,"original":0,"length":66}],"passages":[{"span":{"@":[0,0,66]}}],"headline":{"source":"given"},"outlet":{"value":"The Harbour Sentry","source":"given"},"published":{"value":"2031-05-07","source":"given"},"language":"en","completeness":{"state":"complete","because":"nothing is cut"}}');
INSERT INTO public.revisions VALUES ('revision-2007eb1d4f7554e3c3e9', 'article-4d7140c95349eaa31edd', 'capture-241ceac5dc521485c127', 'text-ba0b7adc3c9d384ca8b0', 'text-2f0b9352bb171cd2c45e', NULL, '2031-05-07', 'complete', '2031-05-08T10:00:00.000Z', '2031-05-08T10:00:00.000Z', NULL, '{"article":"b1","runs":[{"body":0,"original":0,"length":79}],"passages":[{"span":{"@":[0,0,79]}}],"headline":{"source":"given"},"outlet":{"value":"The Quay Post","source":"given"},"published":{"value":"2031-05-07","source":"given"},"language":"en","completeness":{"state":"complete","because":"nothing is cut"}}');
INSERT INTO public.revisions VALUES ('revision-083508d94ef771a1a44d', 'article-6d64118779baff2df774', 'capture-46ae52ebfe73f4082add', 'text-1e753e45b41aa28e13f0', 'text-86d1ab8ae2b308ac71b0', NULL, '2031-05-07', 'complete', '2031-05-08T10:00:00.000Z', '2031-05-08T10:00:00.000Z', NULL, '{"article":"c1","runs":[{"body":0,"original":0,"length":14}],"passages":[{"span":{"@":[0,0,14]}}],"removed":[{"span":{"@":[1,45,55]},"reason":"share"}],"headline":{"source":"given"},"outlet":{"value":"The Harbour Sentry","source":"given"},"published":{"value":"2031-05-07","source":"given"},"language":"en","completeness":{"state":"complete","because":"nothing is cut"}}');
INSERT INTO public.runs VALUES ('run-668995e47321df6b4d51', 'add pages/', '2026-11-22T12:55:35.494Z', '2026-11-22T12:55:35.556Z', 'done', 'desk', 4711, '{"clean":"7","group":"1"}', '{"articles":3,"failures":1}');
INSERT INTO public.sentences VALUES ('revision-3364ed216bcf0f2e7a27', 0, 0, 46);
INSERT INTO public.sentences VALUES ('revision-2007eb1d4f7554e3c3e9', 0, 0, 46);
INSERT INTO public.sketches VALUES (1, 'article-a37598e97038f8c67073', 'group/1', '\x61727469636c652d6133373539386539373033386638633637303733');
INSERT INTO public.sketches VALUES (2, 'article-4d7140c95349eaa31edd', 'group/1', '\x61727469636c652d3464373134306339353334396561613331656464');
INSERT INTO public.sketches VALUES (3, 'article-6d64118779baff2df774', 'group/1', '\x61727469636c652d3664363431313837373962616666326466373734');
INSERT INTO public.statement_words VALUES (495595929600, '''bridge'':3 ''shut'':5 ''stays'':4 ''the'':2', '''ada'':2 ''quill'':3');
INSERT INTO public.statement_words VALUES (495595929601, '''bridge'':3 ''shut'':5 ''stays'':4 ''the'':2', '''ada'':2 ''quill'':3');
INSERT INTO public.statement_words VALUES (495595929602, '''bridge'':3 ''shut'':5 ''stays'':4 ''the'':2', '''ada'':2 ''quill'':3');
INSERT INTO public.statement_words VALUES (495595929603, '''bridge'':3 ''shut'':5 ''stays'':4 ''the'':2', '''ada'':2 ''quill'':3');
INSERT INTO public.stories VALUES ('story-c076e035c6e94cb90bbf', '2026-11-22T12:55:35.514Z', 'active', NULL, 1, 0, 1, '2031-05-07T12:00:00Z', '2031-05-07T12:00:00Z', 'article-6d64118779baff2df774');
INSERT INTO public.stories VALUES ('story-57a8b186135049b44f6a', '2026-11-22T12:55:35.514Z', 'merged', 'story-839138f9dc1538ae5750', 0, 0, 0, NULL, NULL, NULL);
INSERT INTO public.stories VALUES ('story-839138f9dc1538ae5750', '2026-11-22T12:55:35.514Z', 'active', NULL, 2, 0, 2, '2031-05-07T12:00:00Z', '2031-05-07T12:00:00Z', 'article-a37598e97038f8c67073');
INSERT INTO public.story_aliases VALUES ('alias-cf75d547175eed569029', 'story-57a8b186135049b44f6a', 'story-839138f9dc1538ae5750', 'three people shared', '2026-11-22T12:55:35.521Z', 'run-668995e47321df6b4d51', NULL);
INSERT INTO public.texts VALUES ('text-aa237cade4b89aaf3f46', 'Mayor Ada Quill said: "The bridge stays shut." It closed on 7 May.');
INSERT INTO public.texts VALUES ('text-13ef5c8dd2813e5ea737', 'Bridge closed');
INSERT INTO public.texts VALUES ('text-ba0b7adc3c9d384ca8b0', 'Mayor Ada Quill said: "The bridge stays shut." It closed on 7 May. Ferries run.');
INSERT INTO public.texts VALUES ('text-2f0b9352bb171cd2c45e', 'Shut');
INSERT INTO public.texts VALUES ('text-1e753e45b41aa28e13f0', 'A storm comes.');
INSERT INTO public.texts VALUES ('text-86d1ab8ae2b308ac71b0', 'Storm');
INSERT INTO public.times VALUES ('revision-3364ed216bcf0f2e7a27', 0, 60, 65, '2031-05-07', 'DATE');
INSERT INTO public.times VALUES ('revision-2007eb1d4f7554e3c3e9', 0, 60, 65, '2031-05-07', 'DATE');
SELECT pg_catalog.setval('public.attempts_seq_seq', 1, false);
SELECT pg_catalog.setval('public.audit_id_seq', 1, false);
SELECT pg_catalog.setval('public.jobs_seq_seq', 1, false);
SELECT pg_catalog.setval('public.sketches_seq_seq', 3, true);
ALTER TABLE ONLY public.article_words
    ADD CONSTRAINT article_words_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.crosswire_schema
    ADD CONSTRAINT crosswire_schema_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.about
    ADD CONSTRAINT pk_about PRIMARY KEY (name);
ALTER TABLE ONLY public.alert_marks
    ADD CONSTRAINT pk_alert_marks PRIMARY KEY (follow_id, rule, thing);
ALTER TABLE ONLY public.alert_runs
    ADD CONSTRAINT pk_alert_runs PRIMARY KEY (run_id);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT pk_alerts PRIMARY KEY (id);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT pk_articles PRIMARY KEY (seq);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT pk_attempts PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (id);
ALTER TABLE ONLY public.captures
    ADD CONSTRAINT pk_captures PRIMARY KEY (id);
ALTER TABLE ONLY public.chain
    ADD CONSTRAINT pk_chain PRIMARY KEY (n);
ALTER TABLE ONLY public.comparisons
    ADD CONSTRAINT pk_comparisons PRIMARY KEY (story_id);
ALTER TABLE ONLY public.conflicts
    ADD CONSTRAINT pk_conflicts PRIMARY KEY (story_id, n);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);
ALTER TABLE ONLY public.entities
    ADD CONSTRAINT pk_entities PRIMARY KEY (id);
ALTER TABLE ONLY public.entity_members
    ADD CONSTRAINT pk_entity_members PRIMARY KEY (revision_id, local_id);
ALTER TABLE ONLY public.failures
    ADD CONSTRAINT pk_failures PRIMARY KEY (id);
ALTER TABLE ONLY public.feed_keys
    ADD CONSTRAINT pk_feed_keys PRIMARY KEY (key);
ALTER TABLE ONLY public.follow_stories
    ADD CONSTRAINT pk_follow_stories PRIMARY KEY (follow_id, story_id);
ALTER TABLE ONLY public.follows
    ADD CONSTRAINT pk_follows PRIMARY KEY (id);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT pk_jobs PRIMARY KEY (seq);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT pk_judgements PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT pk_ledger PRIMARY KEY (stage, version, input_id);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT pk_looks PRIMARY KEY (reader, what);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT pk_memberships PRIMARY KEY (id);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT pk_mentions PRIMARY KEY (revision_id, n);
ALTER TABLE ONLY public.note_editions
    ADD CONSTRAINT pk_note_editions PRIMARY KEY (note_id, edition);
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT pk_notes PRIMARY KEY (id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT pk_notices PRIMARY KEY (id);
ALTER TABLE ONLY public.outlets
    ADD CONSTRAINT pk_outlets PRIMARY KEY (id);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pk_pages PRIMARY KEY (address);
ALTER TABLE ONLY public.paragraphs
    ADD CONSTRAINT pk_paragraphs PRIMARY KEY (mark, seq);
ALTER TABLE ONLY public.payloads
    ADD CONSTRAINT pk_payloads PRIMARY KEY (id);
ALTER TABLE ONLY public.point_members
    ADD CONSTRAINT pk_point_members PRIMARY KEY (seq);
ALTER TABLE ONLY public.points
    ADD CONSTRAINT pk_points PRIMARY KEY (story_id, id);
ALTER TABLE ONLY public.quotations
    ADD CONSTRAINT pk_quotations PRIMARY KEY (seq);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT pk_readings PRIMARY KEY (revision_id, version);
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT pk_revisions PRIMARY KEY (id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT pk_runs PRIMARY KEY (id);
ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT pk_sentences PRIMARY KEY (revision_id, n);
ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT pk_sightings PRIMARY KEY (capture_id, fetched_at);
ALTER TABLE ONLY public.sign_ins
    ADD CONSTRAINT pk_sign_ins PRIMARY KEY (hash);
ALTER TABLE ONLY public.sketches
    ADD CONSTRAINT pk_sketches PRIMARY KEY (seq);
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT pk_sources PRIMARY KEY (id);
ALTER TABLE ONLY public.stamps
    ADD CONSTRAINT pk_stamps PRIMARY KEY (n, server, at);
ALTER TABLE ONLY public.stories
    ADD CONSTRAINT pk_stories PRIMARY KEY (id);
ALTER TABLE ONLY public.story_aliases
    ADD CONSTRAINT pk_story_aliases PRIMARY KEY (id);
ALTER TABLE ONLY public.texts
    ADD CONSTRAINT pk_texts PRIMARY KEY (id);
ALTER TABLE ONLY public.times
    ADD CONSTRAINT pk_times PRIMARY KEY (revision_id, n);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT pk_tokens PRIMARY KEY (hash);
ALTER TABLE ONLY public.tombstones
    ADD CONSTRAINT pk_tombstones PRIMARY KEY (id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT pk_users PRIMARY KEY (id);
ALTER TABLE ONLY public.quotation_words
    ADD CONSTRAINT quotation_words_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.statement_words
    ADD CONSTRAINT statement_words_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT uq_articles_id UNIQUE (id);
ALTER TABLE ONLY public.chain
    ADD CONSTRAINT uq_chain_hash UNIQUE (hash);
ALTER TABLE ONLY public.chain
    ADD CONSTRAINT uq_chain_previous UNIQUE (previous);
ALTER TABLE ONLY public.feed_keys
    ADD CONSTRAINT uq_feed_keys_made_by_whose UNIQUE (made_by, whose);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT uq_jobs_id UNIQUE (id);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT uq_memberships_article_id_n UNIQUE (article_id, n);
ALTER TABLE ONLY public.quotations
    ADD CONSTRAINT uq_quotations_revision_id_id UNIQUE (revision_id, id);
ALTER TABLE ONLY public.sign_ins
    ADD CONSTRAINT uq_sign_ins_id UNIQUE (id);
ALTER TABLE ONLY public.sketches
    ADD CONSTRAINT uq_sketches_article_id UNIQUE (article_id);
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT uq_sources_url UNIQUE (url);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT uq_tokens_id UNIQUE (id);
CREATE INDEX ix_alerts_at ON public.alerts USING btree (at);
CREATE INDEX ix_alerts_follow_id ON public.alerts USING btree (follow_id);
CREATE INDEX ix_article_words_words ON public.article_words USING gin (words);
CREATE INDEX ix_articles_name ON public.articles USING btree (name);
CREATE INDEX ix_articles_outlet_id ON public.articles USING btree (outlet_id);
CREATE INDEX ix_articles_run_id ON public.articles USING btree (run_id);
CREATE INDEX ix_attempts_whose_at ON public.attempts USING btree (whose, at);
CREATE INDEX ix_audit_what ON public.audit USING btree (what);
CREATE INDEX ix_captures_article_id ON public.captures USING btree (article_id);
CREATE INDEX ix_captures_name ON public.captures USING btree (name);
CREATE INDEX ix_captures_run_id ON public.captures USING btree (run_id);
CREATE INDEX ix_chain_capture_id ON public.chain USING btree (capture_id);
CREATE UNIQUE INDEX ix_chain_captured ON public.chain USING btree (capture_id) WHERE ((kind)::text = 'capture'::text);
CREATE INDEX ix_deliveries_follow_id ON public.deliveries USING btree (follow_id);
CREATE INDEX ix_deliveries_next_at ON public.deliveries USING btree (next_at);
CREATE INDEX ix_entities_into_id ON public.entities USING btree (into_id);
CREATE INDEX ix_entities_name ON public.entities USING btree (name);
CREATE INDEX ix_entity_members_article_id ON public.entity_members USING btree (article_id);
CREATE INDEX ix_entity_members_entity_id ON public.entity_members USING btree (entity_id);
CREATE INDEX ix_failures_run_id ON public.failures USING btree (run_id);
CREATE INDEX ix_follows_made_by ON public.follows USING btree (made_by);
CREATE INDEX ix_jobs_state ON public.jobs USING btree (state);
CREATE INDEX ix_judgements_a ON public.judgements USING btree (a);
CREATE INDEX ix_judgements_b ON public.judgements USING btree (b);
CREATE UNIQUE INDEX ix_memberships_open ON public.memberships USING btree (article_id) WHERE (ended_at IS NULL);
CREATE INDEX ix_memberships_run_id ON public.memberships USING btree (run_id);
CREATE INDEX ix_memberships_story_id ON public.memberships USING btree (story_id);
CREATE INDEX ix_mentions_local_id ON public.mentions USING btree (local_id);
CREATE INDEX ix_notes_about ON public.notes USING btree (about);
CREATE INDEX ix_notes_article_id ON public.notes USING btree (article_id);
CREATE INDEX ix_notes_story_id ON public.notes USING btree (story_id);
CREATE INDEX ix_notes_text_id ON public.notes USING btree (text_id);
CREATE INDEX ix_notices_revision_id ON public.notices USING btree (revision_id);
CREATE INDEX ix_notices_run_id ON public.notices USING btree (run_id);
CREATE INDEX ix_pages_article_id ON public.pages USING btree (article_id);
CREATE INDEX ix_pages_next_at ON public.pages USING btree (next_at);
CREATE INDEX ix_pages_source_id ON public.pages USING btree (source_id);
CREATE INDEX ix_point_members_article_id ON public.point_members USING btree (article_id);
CREATE INDEX ix_point_members_story_id ON public.point_members USING btree (story_id);
CREATE INDEX ix_quotation_words_speaker ON public.quotation_words USING gin (speaker);
CREATE INDEX ix_quotation_words_words ON public.quotation_words USING gin (words);
CREATE INDEX ix_quotations_revision_id ON public.quotations USING btree (revision_id);
CREATE INDEX ix_quotations_speaker_name ON public.quotations USING btree (speaker_name);
CREATE INDEX ix_revisions_article_id ON public.revisions USING btree (article_id);
CREATE INDEX ix_revisions_text_id ON public.revisions USING btree (text_id);
CREATE INDEX ix_sign_ins_user_id ON public.sign_ins USING btree (user_id);
CREATE INDEX ix_sources_next_at ON public.sources USING btree (next_at);
CREATE INDEX ix_statement_words_speaker ON public.statement_words USING gin (speaker);
CREATE INDEX ix_statement_words_words ON public.statement_words USING gin (words);
CREATE INDEX ix_stories_last_at ON public.stories USING btree (last_at);
CREATE INDEX ix_story_aliases_into_id ON public.story_aliases USING btree (into_id);
CREATE INDEX ix_story_aliases_story_id ON public.story_aliases USING btree (story_id);
CREATE INDEX ix_times_value ON public.times USING btree (value);
CREATE INDEX ix_tokens_user_id ON public.tokens USING btree (user_id);
CREATE INDEX ix_tombstones_article_id ON public.tombstones USING btree (article_id);
ALTER TABLE ONLY public.alert_marks
    ADD CONSTRAINT fk_alert_marks_follow_id FOREIGN KEY (follow_id) REFERENCES public.follows(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT fk_alerts_follow_id FOREIGN KEY (follow_id) REFERENCES public.follows(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT fk_articles_outlet_id FOREIGN KEY (outlet_id) REFERENCES public.outlets(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT fk_articles_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.captures
    ADD CONSTRAINT fk_captures_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.captures
    ADD CONSTRAINT fk_captures_payload_id FOREIGN KEY (payload_id) REFERENCES public.payloads(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.captures
    ADD CONSTRAINT fk_captures_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.captures
    ADD CONSTRAINT fk_captures_text_id FOREIGN KEY (text_id) REFERENCES public.texts(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chain
    ADD CONSTRAINT fk_chain_capture_id FOREIGN KEY (capture_id) REFERENCES public.captures(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.comparisons
    ADD CONSTRAINT fk_comparisons_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.comparisons
    ADD CONSTRAINT fk_comparisons_story_id FOREIGN KEY (story_id) REFERENCES public.stories(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conflicts
    ADD CONSTRAINT fk_conflicts_a_revision FOREIGN KEY (a_revision) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conflicts
    ADD CONSTRAINT fk_conflicts_b_revision FOREIGN KEY (b_revision) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conflicts
    ADD CONSTRAINT fk_conflicts_story_id FOREIGN KEY (story_id) REFERENCES public.comparisons(story_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_follow_id FOREIGN KEY (follow_id) REFERENCES public.follows(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entities
    ADD CONSTRAINT fk_entities_into_id FOREIGN KEY (into_id) REFERENCES public.entities(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entity_members
    ADD CONSTRAINT fk_entity_members_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entity_members
    ADD CONSTRAINT fk_entity_members_entity_id FOREIGN KEY (entity_id) REFERENCES public.entities(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entity_members
    ADD CONSTRAINT fk_entity_members_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.failures
    ADD CONSTRAINT fk_failures_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.follow_stories
    ADD CONSTRAINT fk_follow_stories_follow_id FOREIGN KEY (follow_id) REFERENCES public.follows(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT fk_ledger_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT fk_memberships_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT fk_memberships_before_id FOREIGN KEY (before_id) REFERENCES public.stories(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT fk_memberships_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT fk_memberships_story_id FOREIGN KEY (story_id) REFERENCES public.stories(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT fk_mentions_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.note_editions
    ADD CONSTRAINT fk_note_editions_note_id FOREIGN KEY (note_id) REFERENCES public.notes(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT fk_notes_answers FOREIGN KEY (answers) REFERENCES public.notes(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT fk_notices_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT fk_notices_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT fk_notices_withdrawn_text FOREIGN KEY (withdrawn_text) REFERENCES public.texts(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT fk_pages_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT fk_pages_source_id FOREIGN KEY (source_id) REFERENCES public.sources(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.point_members
    ADD CONSTRAINT fk_point_members_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.point_members
    ADD CONSTRAINT fk_point_members_outlet_id FOREIGN KEY (outlet_id) REFERENCES public.outlets(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.point_members
    ADD CONSTRAINT fk_point_members_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.point_members
    ADD CONSTRAINT fk_point_members_story_id FOREIGN KEY (story_id) REFERENCES public.comparisons(story_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.point_members
    ADD CONSTRAINT fk_point_members_story_id_point_id FOREIGN KEY (story_id, point_id) REFERENCES public.points(story_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.points
    ADD CONSTRAINT fk_points_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.points
    ADD CONSTRAINT fk_points_story_id FOREIGN KEY (story_id) REFERENCES public.comparisons(story_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotations
    ADD CONSTRAINT fk_quotations_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT fk_readings_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_capture_id FOREIGN KEY (capture_id) REFERENCES public.captures(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_headline_id FOREIGN KEY (headline_id) REFERENCES public.texts(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_replaced_by FOREIGN KEY (replaced_by) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_standfirst_id FOREIGN KEY (standfirst_id) REFERENCES public.texts(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT fk_revisions_text_id FOREIGN KEY (text_id) REFERENCES public.texts(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sentences
    ADD CONSTRAINT fk_sentences_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT fk_sightings_capture_id FOREIGN KEY (capture_id) REFERENCES public.captures(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT fk_sightings_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sign_ins
    ADD CONSTRAINT fk_sign_ins_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sketches
    ADD CONSTRAINT fk_sketches_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT fk_sources_outlet_id FOREIGN KEY (outlet_id) REFERENCES public.outlets(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sources
    ADD CONSTRAINT fk_sources_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stories
    ADD CONSTRAINT fk_stories_headline_article FOREIGN KEY (headline_article) REFERENCES public.articles(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stories
    ADD CONSTRAINT fk_stories_into_id FOREIGN KEY (into_id) REFERENCES public.stories(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.story_aliases
    ADD CONSTRAINT fk_story_aliases_into_id FOREIGN KEY (into_id) REFERENCES public.stories(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.story_aliases
    ADD CONSTRAINT fk_story_aliases_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.story_aliases
    ADD CONSTRAINT fk_story_aliases_story_id FOREIGN KEY (story_id) REFERENCES public.stories(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.times
    ADD CONSTRAINT fk_times_revision_id FOREIGN KEY (revision_id) REFERENCES public.revisions(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT fk_tokens_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tombstones
    ADD CONSTRAINT fk_tombstones_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id) DEFERRABLE INITIALLY DEFERRED;

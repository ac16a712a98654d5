# What the launcher `firstbell` is made of: finding tools, building only what changed (by content), showing progress.
# Sourced by ../firstbell, from the root of the project.

CDK_CLI=2.1148.1
JAVA_FLAGS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseParallelGC -Xshare:auto"

export DDB_LOCAL_TELEMETRY=0 # DynamoDB Local tells nobody anything

die() { printf 'firstbell: %s\n' "$*" >&2; exit 2; }
now() { date +%s%N; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", (b - a) / 1e9 }'; }

# --- tools ---------------------------------------------------------------------------------------------------------

# Where JDKs lie on the systems we know; FIRSTBELL_JDK_DIRS (a list like PATH) replaces the list.
jdk_candidates() {
  if [ -n "${FIRSTBELL_JDK_DIRS+set}" ]; then tr ':' '\n' <<<"$FIRSTBELL_JDK_DIRS"; return; fi
  printf '%s\n' "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.m2/jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home
}

find_jdk() {
  local d
  while read -r d; do
    if [ -n "$d" ] && [ -x "$d/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$d/release"; then echo "$d"; return 0; fi
  done < <(jdk_candidates)
  return 1
}

need_jdk() {
  local jdk
  jdk=$(find_jdk) || die "no JDK 25 found (looked at JAVA_HOME and the usual folders).
  Get one: Debian or Ubuntu: the package temurin-25-jdk from Adoptium's repository; macOS: brew install temurin@25;
  anywhere: sdk install java 25-tem, or an archive from https://adoptium.net. Then run this again, or set JAVA_HOME to it."
  export JAVA_HOME="$jdk"; JAVA="$jdk/bin/java"
}

need_node() {
  command -v node >/dev/null || die "no Node.js found; 20 or newer builds the pages and synthesizes the template.
  Get it from https://nodejs.org or your system's packages, then run this again."
  local major; major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "Node.js $(node --version) is too old; expected 20 or newer. Get it from https://nodejs.org."
  command -v npm >/dev/null || die "node is here but npm is not; install npm, then run this again."
}

need_maven() {
  command -v mvn >/dev/null || die "no Maven found. Get it: apt-get install maven, brew install maven, or https://maven.apache.org."
}

need_tools() { need_jdk; need_node; need_maven; }

# --- building only what changed ------------------------------------------------------------------------------------

fingerprint() { # of the contents of files and folders, without what is built
  find "$@" \( -name node_modules -o -name dist -o -name target -o -name .venv \) -prune -o -type f -print0 2>/dev/null \
    | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

# step NAME LABEL OUTPUT INPUTS... -- COMMAND...   runs the command unless OUTPUT exists and was built from these very INPUTS.
step() {
  local name=$1 label=$2 output=$3; shift 3
  local inputs=()
  while [ "$1" != -- ]; do inputs+=("$1"); shift; done; shift
  local print; print=$(fingerprint "${inputs[@]}")
  if [ -e "$output" ] && [ "$(cat "target/stamp/$name" 2>/dev/null)" = "$print" ]; then return 0; fi
  rm -f "target/stamp/$name"
  watched "$name" "$label" "$@"
  echo "$print" >"target/stamp/$name"
}

# watched NAME LABEL COMMAND...   runs with its output in target/log/NAME.log, showing that it goes on and how long it took.
watched() {
  local name=$1 label=$2 log="target/log/$1.log" start; shift 2
  start=$(now)
  [ -t 1 ] || printf '  %-46s ' "$label"
  "$@" >"$log" 2>&1 & local pid=$!
  if [ -t 1 ]; then
    while kill -0 $pid 2>/dev/null; do printf '\r  %-46s %5s s' "$label" "$(seconds "$start" "$(now)")"; sleep 0.2; done
    printf '\r  %-46s ' "$label"
  fi
  if wait $pid; then printf '%5s s\n' "$(seconds "$start" "$(now)")"; else
    printf 'failed after %s s\n' "$(seconds "$start" "$(now)")"; tail -n 40 "$log" >&2
    die "$label failed; the whole log is $log"
  fi
}

maven() { mvn -B -q -ntp "$@"; }
classpath() { printf '%s/target/classes:%s' "$PWD/$1" "$(cat "$1/target/classpath.txt")"; }
npm_in_web() { (cd web && npm "$@"); }
synthesize() { rm -rf cdk.out && JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 CDK_OUTDIR="$PWD/cdk.out" "$JAVA" -cp "$(classpath infra)" app.firstbell.infra.FirstbellApp; }

build() {
  need_tools
  step npm "Fetching the pages' packages" web/node_modules web/package.json web/package-lock.json -- npm_in_web ci --ignore-scripts --no-audit --no-fund
  step web "Building widget, console, shop and docs" web/dist/app web docs/api/openapi.yaml -- npm_in_web run build
  step java "Building functions, template and emulator" functions/target/lambda/lib pom.xml shared/pom.xml functions/pom.xml infra/pom.xml \
    local-emulator/pom.xml shared/src/main functions/src/main infra/src/main local-emulator/src/main \
    -- maven package -Dmaven.test.skip=true -pl shared,functions,infra,local-emulator
  step synth "Synthesizing the template (cdk.out)" cdk.out/manifest.json cdk.json target/stamp/java target/stamp/web -- synthesize
}

build_proof() {
  need_tools
  step proof "Building the proofs" proof/target/classpath.txt target/stamp/java proof/pom.xml proof/src/main \
    -- maven install -Dmaven.test.skip=true
}

# operate COMMAND...   what an operator runs, on the emulator that runs here or on AWS: module commands says which there are
operate() {
  need_jdk; need_maven
  step commands "Building the commands" commands/target/classpath.txt pom.xml shared/pom.xml commands/pom.xml shared/src/main commands/src/main \
    -- maven package -Dmaven.test.skip=true -pl shared,commands
  exec "$JAVA" $JAVA_FLAGS -XX:TieredStopAtLevel=1 -cp "$(classpath commands)" app.firstbell.commands.Main "$@"
}

# simulate OPTIONS...   worlds from seeds; the functions' own log and metrics would say the same a hundred thousand times
simulate() {
  need_jdk; need_maven
  step simulator "Building the simulator" simulator/target/classpath.txt pom.xml shared/pom.xml functions/pom.xml simulator/pom.xml \
    shared/src/main functions/src/main simulator/src/main -- maven package -Dmaven.test.skip=true -pl shared,functions,simulator
  POWERTOOLS_METRICS_DISABLED=true exec "$JAVA" $JAVA_FLAGS -Dlog4j2.configurationFile=quiet-log4j2.xml \
    -cp "$(classpath simulator)" app.firstbell.simulator.Main "$@"
}

# --- up and down ---------------------------------------------------------------------------------------------------

running_pid() { [ -f target/firstbell.json ] && sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p' target/firstbell.json | head -1; }
alive() { [ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null && grep -qa app.firstbell.emulator "/proc/$1/cmdline" 2>/dev/null; }

# detached COMMAND...   becomes the command, deaf to hang-ups and with nothing open that whoever started us has open: a lock's file, a pipe.
detached() {
  local fd
  for fd in /dev/fd/*; do
    fd=${fd##*/}
    case $fd in ''|*[!0-9]*|0|1|2|255) ;; *) eval "exec $fd>&-" 2>/dev/null || true ;; esac
  done
  exec nohup "$@"
}

up() {
  local detach=no args=() start pid
  start=$(now)
  while [ $# -gt 0 ]; do
    case $1 in
      --detach) detach=yes ;;
      --port|--data|--iam|--executor)
        [ $# -gt 1 ] || die "$1 needs a value"
        # Said before anything is built.
        [ "$1" != --executor ] || [ "$2" = in-process ] ||
          die "--executor takes in-process; got $2. Functions as processes are not built yet (docs/decisions/0006)"
        args+=("$1" "$2"); shift ;;
      *) die "up does not know $1; it takes --port, --detach, --data, --iam and --executor" ;;
    esac
    shift
  done
  if alive "$(running_pid)"; then die "already running (process $(running_pid)); ./firstbell down ends it"; fi
  build
  rm -f target/firstbell.json
  local command=("$JAVA" $JAVA_FLAGS -cp "$(classpath local-emulator)" app.firstbell.emulator.Main --cdk-out cdk.out
    --outputs target/firstbell.json --invoke ProvisionFunction=web/demo/organization.json --tell people "${args[@]}")
  if [ $detach = no ]; then exec "${command[@]}"; fi
  detached "${command[@]}" >target/log/up.log 2>&1 </dev/null & pid=$!
  while [ ! -s target/firstbell.json ]; do
    kill -0 $pid 2>/dev/null || { cat target/log/up.log >&2; exit 2; }
    sleep 0.1
  done
  cat target/log/up.log
  printf 'Everything, with the build: %s s. It runs on in the background (process %s); ./firstbell down ends it.\n' "$(seconds "$start" "$(now)")" $pid
}

down() {
  local pid; pid=$(running_pid || true)
  if ! alive "$pid"; then echo "nothing of ours is running"; rm -f target/firstbell.json; return 0; fi
  kill "$pid"
  for _ in $(seq 100); do alive "$pid" || { rm -f target/firstbell.json; echo "ended (process $pid)"; return 0; }; sleep 0.1; done
  die "process $pid does not end; look at it, then: kill -9 $pid"
}

# --- tests ---------------------------------------------------------------------------------------------------------

# leg NAME LABEL COMMAND...   goes on when a leg fails: the tally at the end reads the reports, and a leg without one has failed.
leg() {
  local name=$1 label=$2 log="target/log/test-$1.log" start; shift 2
  start=$(now); printf '  %-46s ' "$label"
  if "$@" >"$log" 2>&1; then printf '%6s s\n' "$(seconds "$start" "$(now)")"
  else printf '%6s s  not all well: %s\n' "$(seconds "$start" "$(now)")" "$log"; tail -n 25 "$log" | sed 's/^/      /'; broken=1; fi
}

# beside LEG-COMMAND NAME LABEL ...   starts a leg that leaves a core to others, which go on; what it said is told when joined.
beside() {
  ( broken=0; "$@" >"target/log/beside-$2.txt"; exit $broken ) &
  waiting="$waiting $!:$2"
}
joined() {
  local one
  for one in $waiting; do wait "${one%%:*}" || broken=1; cat "target/log/beside-${one#*:}.txt"; done
  waiting=
}

# proof_leg NAME LABEL GROUPS MAVEN-OPTIONS...   the tests of module proof with these tags, on what is already built
proof_leg() {
  local name=$1 label=$2 groups=$3; shift 3
  leg "$name" "$label" maven surefire:test -pl proof "-Dgroups=$groups" "-Dreports=$PWD/target/reports/$name" "$@"
}

web_tests() { FIRSTBELL_REPORT="$PWD/target/reports/web/junit.xml" npm_in_web test; }
# unit_tests [,TAG...]   without tests of these tags too. Two modules at a time: most of it is one thread each.
unit_tests() { maven -T 2 install -Dmaven.test.failure.ignore=true "-DexcludedGroups=flow,engine,soak,kosoku,matrix,threat,schemathesis,browser,simulation${1:-}"; }

# Debian's Chromium for the browser stories: installed when we may, and said when we may not.
need_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    watched chromium "Installing Chromium from Debian's packages" \
      bash -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium'
  else
    echo "  no Chromium, and no right to install it: the browser leg will be skipped, each test by name; get it with: sudo apt-get install chromium"
  fi
}

run_tests() {
  local quick=no broken=0 waiting= start; start=$(now)
  case "${1:-}" in --quick) quick=yes ;; "") ;; *) die "test takes --quick or nothing, not $1" ;; esac
  build
  rm -rf target/reports ./*/target/surefire-reports; mkdir -p target/reports/web
  trap 'jobs -p | xargs -r kill; exit 130' INT TERM
  leg format "Format" maven spotless:check
  beside leg web "Pages: types and rules" web_tests
  if [ $quick = yes ]; then leg unit "Rules, handlers, template, emulator" unit_tests ,long
  else leg unit "Rules, handlers, template, emulator" unit_tests; fi
  joined
  beside proof_leg engine-embedded "Stores, streams, queues on DynamoDB Local" engine -Dfirstbell.leg=embedded
  if [ $quick = yes ]; then proof_leg flow "The story over real sockets" flow -Dtest=StoryTest
  else proof_leg flow "Flows over real sockets" "flow & !race & !soak & !matrix & !threat"; fi
  joined
  local legs="web=target/reports/web unit=shared/target/surefire-reports:functions/target/surefire-reports:infra/target/surefire-reports:local-emulator/target/surefire-reports:simulator/target/surefire-reports:commands/target/surefire-reports:proof/target/surefire-reports
    flow=target/reports/flow engine-embedded=target/reports/engine-embedded"
  if [ $quick = no ]; then
    beside proof_leg engine-localstack "The same on LocalStack" engine -Dfirstbell.leg=localstack
    leg simulator "A thousand worlds, and planted bugs" maven surefire:test -pl simulator -Dgroups=simulation "-Dreports=$PWD/target/reports/simulator"
    proof_leg matrix "Who may do what: every route, every role" matrix
    joined
    beside proof_leg guard "No key of another tenant, seen from outside" guard
    proof_leg races "Accept race and no loss, with their twins" "race | soak"
    joined
    proof_leg threats "Threats, each by its number" "threat & !guard"
    beside proof_leg conformance "WebSocket conformance (kosoku)" kosoku
    proof_leg schemathesis "The API by its document (Schemathesis)" schemathesis
    joined
    need_chromium
    proof_leg browser "Stories in Chromium" browser
    legs="$legs simulator=target/reports/simulator matrix=target/reports/matrix engine-localstack=target/reports/engine-localstack races=target/reports/races guard=target/reports/guard threats=target/reports/threats
      conformance=target/reports/conformance schemathesis=target/reports/schemathesis browser=target/reports/browser"
  fi
  echo "  everything, with the build: $(seconds "$start" "$(now)") s"
  # shellcheck disable=SC2086
  "$JAVA" -cp proof/target/classes app.firstbell.proof.report.Tally $legs || broken=1
  return $broken
}

# --- doctor --------------------------------------------------------------------------------------------------------

check() { # NAME, how to get it, command that proves it
  local name=$1 get=$2; shift 2
  if out=$("$@" 2>/dev/null) && [ -n "$out" ]; then printf '  ok       %-12s %s\n' "$name" "${out%%$'\n'*}"
  else printf '  missing  %-12s %s\n' "$name" "$get"; missing=1; fi
}

recent_node() { [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] && node --version; }
any_chromium() { chromium --version || chromium-browser --version || google-chrome --version; }

doctor() {
  missing=0
  check "JDK 25" "temurin-25-jdk from Adoptium's packages, or: sdk install java 25-tem" find_jdk
  check Maven "apt-get install maven" mvn -v
  check Node "20 or newer, from https://nodejs.org" recent_node
  check npm "comes with Node" npm --version
  check Chromium "apt-get install chromium (browser tests only)" any_chromium
  check Python "apt-get install python3.11 python3.11-venv (LocalStack and Schemathesis legs only)" python3.11 --version
  return $missing
}

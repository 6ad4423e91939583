# Saddle: everything that a contributor types.
.POSIX:
.PHONY: help serve check test vulkan dist bench soak snapshots audit fuzz evidence slurm
PORT ?= 8080

help: ## This list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

serve: ## Install what is missing, build and serve the page at http://127.0.0.1:$(PORT)
	@PORT=$(PORT) scripts/serve.sh

check: ## While you work: format, lints and native tests, without a browser
	@scripts/check.sh

test: ## Everything that must hold: check, documentation, both engines, browser tests (installs a browser if it can)
	@scripts/test.sh

vulkan: ## Train on the GPU engine natively, against the CPU; a software driver will do and is installed if it can
	@scripts/vulkan.sh

dist: ## The static page with both engines in dist/, for any web server and any sub-path
	@scripts/tools.sh
	@scripts/build_web.sh page
	@scripts/build_web.sh gpu

bench: ## Measure the speed of the engines
	@scripts/bench.sh

snapshots: ## Look at twenty states of the page and keep how they look (CONTRIBUTING.md says when); needs `make dist`
	@scripts/snapshots.sh

soak: ## Train two runs for up to an hour in the browser: memory and speed must hold; SOAK_STEPS, SOAK_MINUTES, SOAK_ENGINE=gpu
	@scripts/soak.sh

audit: ## Ask for known weaknesses of crates and tools, over the network
	@scripts/audit.sh

fuzz: ## Try bad input with libFuzzer, a minute a format: FORMAT=link FUZZ_SECONDS=600 (docs/fuzzing.md)
	@scripts/fuzz.sh $(FORMAT)

evidence: ## Measure the clinic where runs are missing; a part of it: CASE=g-fast TIP=noise SEEDS=1-5
	@scripts/evidence.sh

slurm: ## Sweeps as a Slurm job array and under GNU parallel, with shards killed (needs Debian's slurm-wlm, munge, parallel; root)
	@scripts/slurm_here.sh scripts/sweep_check.sh

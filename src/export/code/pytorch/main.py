# ------------------------------------------------------------------ the run


def samples(n=64):
    """What G makes: batch norm uses its running statistics."""
    net = G.eval()
    net = AVERAGE.shadow if AVERAGE else net  #? ema
    with torch.no_grad():
        z = latents(n)
        z = torch.cat([z, one_hot(torch.arange(n) % 10)], 1)  #? conditional
        made = net(z)
    G.train()
    return made


def follow_trace():
    """Trains the steps of a trace from its weights, and prints every loss and gradient norm as JSON."""
    draws = Traced(ARGS.trace)
    start = safetensors(draws.folder / draws.table["start"])
    with torch.no_grad():
        load(G, start, "generator")
        load(D, start, "discriminator")
    print(json.dumps([train_step(draws, step) for step in range(len(draws.table["steps"]))]))


def main():
    if ARGS.trace:
        return follow_trace()
    draws, steps = Draws(), ARGS.steps or E.steps
    for step in range(steps):
        updates = train_step(draws, step)
        if (step + 1) % 100 == 0 or step + 1 == steps:
            means = {net: [u["loss"] for u in updates if u["network"] == net] for net in "dg"}
            words = [f"{net.upper()} {sum(x) / len(x):.4f}" for net, x in means.items() if x]
            print(f"step {step + 1} of {steps}: loss {', '.join(words)}", flush=True)
    torch.save({"generator": G.state_dict(), "discriminator": D.state_dict(), "samples": samples()}, ARGS.out)
    print(f"weights and 64 samples in {ARGS.out}")


if __name__ == "__main__":
    main()

# ------------------------------------------------------------------ a step (Goodfellow et al. 2014, algorithm 1)

G, D = Generator(), Discriminator()
OPTIMIZER_G = __OPTIMIZER_G__
OPTIMIZER_D = __OPTIMIZER_D__
POOL = Pool()  #? replay
AVERAGE = None  #? ema


def seen(rows, draw, which):  #? disturbed|pack
    """Samples as D sees them."""
    if f"{which}.noise" in draw:  #? noise
        rows = rows + draw[f"{which}.noise"]
    rows = augmented(rows, draw, which)  #? augment
    rows = rows.reshape(len(rows) // E.pack, -1)  #? pack
    return rows


def masks_of(draw):  #? dropout
    return [draw[f"mask.{i}"] for i in range(__DEPTH__) if f"mask.{i}" in draw]


def learn(net, optimizer, loss, lr):
    """One update; the norm of the gradient."""
    optimizer.zero_grad()
    loss.backward(inputs=list(net.parameters()))
    norm = sum(p.grad.square().sum() for p in net.parameters()).sqrt()
    for group in optimizer.param_groups:
        group["lr"] = lr
    optimizer.step()
    return norm.item()


def update_d(draw):
    z, masks = draw["fake.latents"], ()
    masks = masks_of(draw)  #? dropout
    classes, fake_classes = draw["real.classes"], draw["fake.classes"]  #? conditional
    z = torch.cat([z, fake_classes], 1)  #? conditional
    with torch.no_grad():
        iterate(G)  #? g_spectral
        fake = G(z)
        fake, fake_classes = POOL.mix(fake, fake_classes, draw["replayed"])  #? replay&conditional
        fake, _ = POOL.mix(fake, None, draw["replayed"])  #? replay&!conditional
    real = draw["real.rows"]
    real = pyramid(real)  #? multi_scale
    real, fake = seen(real, draw, "real"), seen(fake, draw, "fake")  #? disturbed|pack
    iterate(D)  #? d_spectral
    # Batch norm and minibatch spread would mix real with fake: two passes (ganhacks 2016, tip 4).  #? mixes
    r, f = D(real, masks), D(fake, masks)  #? mixes&!conditional
    r, f = D(real, masks, classes), D(fake, masks, fake_classes)  #? mixes&conditional
    both, half = torch.cat([real, fake]), len(real)  #? !mixes
    both.requires_grad_()  #? r1r2
    logits = D(both, masks)  #? !mixes&!conditional
    logits = D(both, masks, torch.cat([classes, fake_classes]))  #? !mixes&conditional
    r, f = logits[:half], logits[half:]  #? !mixes
    penalty = 0.0  #? penalised
    if E.r1:  #? r1r2
        penalty = penalty + zero_centred(logits, both, slice(None, half), E.r1)
    if E.r2:  #? r1r2
        penalty = penalty + zero_centred(logits, both, slice(half, None), E.r2)
    r, f = oriented(r), oriented(f)  #? swap
    labels = {"real": E.labels_real, "fake": E.labels_fake}  #? labelled
    labels = {which: draw.get(f"{which}.targets", usual) for which, usual in labels.items()}  #? each_label
    loss = loss_of_d(r, f, labels)  #? labelled
    loss = loss_of_d(r, f)  #? !labelled
    between = (fake + (real - fake) * draw["between"]).detach().requires_grad_()  #? gp
    judged = D(between, masks)  #? gp&!conditional
    judged = D(between, masks, classes)  #? gp&conditional
    penalty = penalty + one_centred(judged, between, E.loss_gp)  #? gp
    norm = learn(D, OPTIMIZER_D, loss + penalty, draw["lr"])  #? penalised
    norm = learn(D, OPTIMIZER_D, loss, draw["lr"])  #? !penalised
    with torch.no_grad():  #? clip
        for weight in D.parameters():
            weight.clamp_(-E.loss_clip, E.loss_clip)
    return {"network": "d", "loss": loss.item(), "gradient_norm": norm}


def update_g(draw):
    z, masks = draw["fake.latents"], ()
    masks = masks_of(draw)  #? dropout
    classes = draw["fake.classes"]  #? conditional
    z = torch.cat([z, classes], 1)  #? conditional
    iterate(G)  #? g_spectral
    iterate(D)  #? d_spectral
    fake = G(z)
    fake = seen(fake, draw, "fake")  #? disturbed|pack
    with torch.no_grad():  #? relativistic
        real = draw["real.rows"]
        real = pyramid(real)  #? multi_scale
        real = seen(real, draw, "real")  #? disturbed|pack
        r = D(real, masks)  #? !conditional
        r = D(real, masks, draw["real.classes"])  #? conditional
        r = oriented(r)  #? swap
    f = D(fake, masks)  #? !conditional
    f = D(fake, masks, classes)  #? conditional
    f = oriented(f)  #? swap
    loss = loss_of_g(r, f)  #? relativistic
    loss = loss_of_g(f)  #? !relativistic
    global AVERAGE  #? ema
    AVERAGE = (AVERAGE or Average()) if E.ema > 0 else None  #? ema
    norm = learn(G, OPTIMIZER_G, loss, draw["lr"])
    if AVERAGE:  #? ema
        AVERAGE.follow()
    return {"network": "g", "loss": loss.item(), "gradient_norm": norm}


def train_step(draws, step):
    for after, changes in EDITS:  #? edits
        if after == step:
            vars(E).update(changes)
    draws.step(step)
    updates = [update_d(draws.discriminator()) for _ in range(E.d_steps)]
    return updates + [update_g(draws.generator()) for _ in range(E.g_steps)]

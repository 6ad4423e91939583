# ------------------------------------------------------------------ losses

# With r = D(real), f = D(fake): logits, oriented so that high means real.


def towards(x, targets):  #? ns|minimax
    """Cross entropy with the probability `targets` of being real."""
    return (F.softplus(x) - targets * x).mean()


def towards(x, targets):  #? ls
    """Half the squared distance (Mao et al. 2017, equation 9)."""
    return (x - targets).square().mean() / 2


def towards(x, targets):  #? hinge
    """Beyond a margin of 1 nothing is gained (Lim and Ye 2017)."""
    return (targets * F.relu(1 - x) + (1 - targets) * F.relu(1 + x)).mean()


def ranked(higher, lower):  #? rp|ra
    """Small when `higher` is judged more real than `lower`."""
    return F.softplus(lower - higher).mean()


def loss_of_d(r, f, targets):  #? labelled
    return towards(r, targets["real"]) + towards(f, targets["fake"])


def loss_of_d(r, f):  #? !labelled
    return f.mean() - r.mean()  #? wasserstein
    return ranked(r, f)  #? rp
    return (ranked(r, f.mean(0)) + ranked(r.mean(0), f)) / 2  #? ra


def loss_of_g(r, f):  #? relativistic
    return ranked(f, r)  #? rp
    return (ranked(f, r.mean(0)) + ranked(f.mean(0), r)) / 2  #? ra


def loss_of_g(f):  #? !relativistic
    return F.softplus(-f).mean()  #? ns
    return -F.softplus(f).mean()  #? minimax
    return (f - 1).square().mean() / 2  #? ls
    return -f.mean()  #? hinge|wasserstein


def oriented(logits):  #? swap
    """With swapped labels D calls real 0 and fake 1: the same game in a mirror."""
    return 1 - logits  #? ls
    return -logits  #? !ls


def gradients(logits, x):  #? penalised
    """The gradient of each sample's logit with respect to its numbers, one for each size of the image."""
    gradient = torch.autograd.grad(logits.sum(), x, create_graph=True)[0]
    return [image.flatten(1) for image in images_of(gradient)]  #? multi_scale
    return [gradient]  #? !multi_scale


def zero_centred(logits, x, half, gamma):  #? r1r2
    """Gamma / 2 times the mean squared norm (Mescheder et al. 2018, equation 9), of one half of the batch."""
    terms = [g[half].square().sum(1).mean() for g in gradients(logits, x)]
    return gamma / 2 * sum(terms) / len(terms)


def one_centred(logits, x, weight):  #? gp
    """The mean squared distance of the norm from 1 (Gulrajani et al. 2017, equation 3)."""
    norms = [(g.square().sum(1) + 1e-12).sqrt() for g in gradients(logits, x)]
    return weight * sum((norm - 1).square().mean() for norm in norms) / len(norms)

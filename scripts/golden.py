#!/usr/bin/env python3
"""Known answers of losses, labels, norms, optimizers, penalties and metrics: tests/golden/golden.json.

    python3 scripts/golden.py            writes the file
    python3 scripts/golden.py --check    compares with it instead

The standard library only, in float64; every gradient is checked by central differences. What the
numbers are for says docs/facts.md.
"""

import json
import math
import pathlib
import random
import sys

GOLDEN = pathlib.Path(__file__).parent.parent / "tests" / "golden" / "golden.json"

out = {}
sig = lambda t: 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t))
sp = lambda t: max(t, 0) + math.log1p(math.exp(-abs(t)))
mean = lambda a: sum(a) / len(a)
relu = lambda t: max(t, 0.0)


def fd(fn, x, h=1e-6):
    g = []
    for i in range(len(x)):
        a = list(x)
        b = list(x)
        a[i] += h
        b[i] -= h
        g.append((fn(a) - fn(b)) / (2 * h))
    return g


r = [2.0, -1.0]
f = [0.5, -3.0]
L = {}
L["bce_D"] = lambda r, f: mean([sp(-x) for x in r]) + mean([sp(x) for x in f])
L["ns_G"] = lambda r, f: mean([sp(-x) for x in f])
L["minimax_G"] = lambda r, f: -mean([sp(x) for x in f])
L["lsgan01_D"] = lambda r, f: 0.5 * mean([(x - 1) ** 2 for x in r]) + 0.5 * mean([x * x for x in f])
L["lsgan01_G"] = lambda r, f: 0.5 * mean([(x - 1) ** 2 for x in f])
L["wgan_D"] = lambda r, f: mean(f) - mean(r)
L["wgan_G"] = lambda r, f: -mean(f)
L["hinge_D"] = lambda r, f: mean([relu(1 - x) for x in r]) + mean([relu(1 + x) for x in f])
L["hinge_G"] = lambda r, f: -mean(f)
L["rpgan_D"] = lambda r, f: mean([sp(-(a - b)) for a, b in zip(r, f)])
L["rpgan_G"] = lambda r, f: mean([sp(-(b - a)) for a, b in zip(r, f)])
L["ragan_D"] = lambda r, f: 0.5 * (mean([sp(-(a - mean(f))) for a in r]) + mean([sp(b - mean(r)) for b in f]))
L["ragan_G"] = lambda r, f: 0.5 * (mean([sp(a - mean(f)) for a in r]) + mean([sp(-(b - mean(r))) for b in f]))
L["ralsgan_D"] = lambda r, f: 0.5 * (
    mean([(a - mean(f) - 1) ** 2 for a in r]) + mean([(b - mean(r) + 1) ** 2 for b in f])
)
L["ralsgan_G"] = lambda r, f: 0.5 * (
    mean([(a - mean(f) + 1) ** 2 for a in r]) + mean([(b - mean(r) - 1) ** 2 for b in f])
)
L["rahinge_D"] = lambda r, f: 0.5 * (
    mean([relu(1 - (a - mean(f))) for a in r]) + mean([relu(1 + (b - mean(r))) for b in f])
)
L["rahinge_G"] = lambda r, f: 0.5 * (
    mean([relu(1 + (a - mean(f))) for a in r]) + mean([relu(1 - (b - mean(r))) for b in f])
)
out["losses"] = {"r": r, "f": f}
for k, fn in L.items():
    z = [0.0, 0.0]
    out["losses"][k] = {
        "loss": fn(r, f),
        "d_r": fd(lambda a: fn(a, f), r),
        "d_f": fd(lambda a: fn(r, a), f),
        "at_all_zero_logits": fn(z, z),
        "at_all_half": fn([0.5, 0.5], [0.5, 0.5]),
    }


# smoothing / flip
def H(p):
    return 0.0 if p in (0, 1) else -(p * math.log(p) + (1 - p) * math.log(1 - p))


lab = {}
for a in (1.0, 0.9, 0.8, 0.7):
    d = a / 2
    lab[f"one_sided_{a}"] = {
        "D_eq": d,
        "lossD_eq": -(a * math.log(d) + (1 - a) * math.log(1 - d)) - math.log(1 - d),
        "lossG_ns_eq": -math.log(d),
        "lossD_floor_separated": H(a),
        "max_logit": (math.log(a / (1 - a)) if a < 1 else None),
    }
for a, b in ((0.9, 0.1), (0.95, 0.15)):
    d = (a + b) / 2
    lab[f"two_sided_{a}_{b}"] = {
        "D_eq": d,
        "lossD_eq": -((a + b) * math.log(d) + (2 - a - b) * math.log(1 - d)),
        "lossG_ns_eq": -math.log(d),
        "lossD_floor_separated": H(a) + H(b),
        "max_logit": math.log(a / (1 - a)),
        "min_logit": math.log(b / (1 - b)),
    }
for p in (0.0, 0.05, 0.1, 0.2):
    lab[f"flip_{p}"] = {
        "D_eq": 0.5,
        "lossD_eq": 2 * math.log(2),
        "lossD_floor_separated": 2 * H(p),
        "max_logit": (math.log((1 - p) / p) if p > 0 else None),
        "slope_(1-2p)": 1 - 2 * p,
    }
lab["bce_soft_example_logits2_-1_target0.9"] = mean([sp(x) - 0.9 * x for x in r])
out["labels"] = lab


# Spectral norm: torch.nn.utils.spectral_norm order (v then u), sigma=u^T W v, u,v detached
def mv(W, x):
    return [sum(a * b for a, b in zip(row, x)) for row in W]


def T(W):
    return [list(c) for c in zip(*W)]


def nrm(x):
    return math.sqrt(sum(a * a for a in x))


def unit(x, eps=1e-12):
    n = max(nrm(x), eps)
    return [a / n for a in x]


def sn(W, u, n=1):
    for _ in range(n):
        v = unit(mv(T(W), u))
        u = unit(mv(W, v))
    s = sum(a * b for a, b in zip(u, mv(W, v)))
    return u, v, s


W = [[2.0, 0.0], [0.0, 1.0]]
u0 = unit([1.0, 1.0])
res = {"W": W, "u0": u0}
for n in (1, 2, 5, 15):
    u, v, s = sn(W, u0, n)
    res[f"sigma_after_{n}"] = s
u, v, s = sn(W, u0, 1)
res["u1"] = u
res["v1"] = v
G = [[1.0, 0.0], [0.0, 1.0]]  # dL/dWsn
gw = sum(G[i][j] * W[i][j] / s for i in range(2) for j in range(2))
grad = [[(G[i][j] - gw * u[i] * v[j]) / s for j in range(2)] for i in range(2)]


def Lsn(flat):
    w = [flat[:2], flat[2:]]
    s_ = sum(u[i] * w[i][j] * v[j] for i in range(2) for j in range(2))
    return (w[0][0] + w[1][1]) / s_


num = fd(Lsn, [2.0, 0.0, 0.0, 1.0])
res["grad_through_sigma_dLdW_for_dLdWsn=I"] = grad
res["grad_fd"] = num
res["grad_if_sigma_detached"] = [[1 / s, 0], [0, 1 / s]]
res["<grad,W>_must_be_0"] = sum(grad[i][j] * W[i][j] for i in range(2) for j in range(2))
W2 = [[1.0, 2.0, 3.0, 4.0], [0.0, -1.0, 2.0, 1.0], [2.0, 0.0, 1.0, -1.0]]
u, v, s = sn(W2, unit([1.0, 1.0, 1.0]), 1)
res["W3x4"] = W2
res["W3x4_sigma1_u0=ones"] = s
u, v, s = sn(W2, unit([1.0, 1.0, 1.0]), 200)
res["W3x4_sigma_true"] = s
out["spectral_norm"] = res
# gradient penalties
w = [3.0, 4.0]
gp = {
    "linear_w": w,
    "wgan_gp_unscaled": (5 - 1) ** 2,
    "grad_w_unscaled": [2 * (5 - 1) * 3 / 5, 2 * (5 - 1) * 4 / 5],
    "lambda10": 160.0,
    "one_sided_same_since_>1": 16.0,
    "r1_sumsq": 25.0,
    "r1_gamma10_half": 125.0,
    "r1_grad_gamma10": [30.0, 40.0],
}


def Rt(p, kind, x=(0.5, 0.2)):
    a, w1, w2, b = p
    t = math.tanh(w1 * x[0] + w2 * x[1] + b)
    g = [a * (1 - t * t) * w1, a * (1 - t * t) * w2]
    s2 = g[0] ** 2 + g[1] ** 2
    return s2 if kind == "r1" else (math.sqrt(s2) - 1) ** 2


p0 = [2.0, 1.0, -0.5, 0.1]
gp["tanh_unit"] = {
    "params_a_w1_w2_b": p0,
    "x": [0.5, 0.2],
    "sumsq": Rt(p0, "r1"),
    "d_sumsq": fd(lambda p: Rt(p, "r1"), p0),
    "gp1": Rt(p0, "gp"),
    "d_gp1": fd(lambda p: Rt(p, "gp"), p0),
}


# leaky MLP 2-2-1, slope .2
def Dl(p, x):
    h = [p[0] * x[0] + p[1] * x[1] + p[2], p[3] * x[0] + p[4] * x[1] + p[5]]
    h = [t if t > 0 else 0.2 * t for t in h]
    return p[6] * h[0] + p[7] * h[1] + p[8]


def gradx(p, x):
    h = [p[0] * x[0] + p[1] * x[1] + p[2], p[3] * x[0] + p[4] * x[1] + p[5]]
    m = [1 if t > 0 else 0.2 for t in h]
    return [m[0] * p[6] * p[0] + m[1] * p[7] * p[3], m[0] * p[6] * p[1] + m[1] * p[7] * p[4]]


pl = [1.0, -0.5, 0.1, -0.7, 0.3, 0.2, 1.5, -2.0, 0.4]
xl = [0.5, 0.2]
gx = gradx(pl, xl)
gp["leaky_2-2-1"] = {
    "p_w11_w12_b1_w21_w22_b2_v1_v2_c": pl,
    "x": xl,
    "D": Dl(pl, xl),
    "grad_x": gx,
    "grad_x_fd": fd(lambda x: Dl(pl, x), xl),
    "sumsq": sum(g * g for g in gx),
    "d_sumsq_dparams": fd(lambda p: sum(g * g for g in gradx(p, xl)), pl),
}
out["penalties"] = gp
# BN
x = [1.0, 2.0, 3.0, 4.0]
m = 2.5
vb = 1.25
out["batchnorm"] = {
    "x": x,
    "y_eps1e-5": [(a - m) / math.sqrt(vb + 1e-5) for a in x],
    "running_mean_after1_mom0.1": 0.25,
    "running_var_after1_mom0.1_unbiased": 0.9 + 0.1 * (5 / 3),
}


# Adam
def adam(gs, lr, b1, b2, eps=1e-8):
    th = 0.0
    mm = vv = 0.0
    tr = []
    for t, g in enumerate(gs, 1):
        mm = b1 * mm + (1 - b1) * g
        vv = b2 * vv + (1 - b2) * g * g
        th -= lr * (mm / (1 - b1**t)) / (math.sqrt(vv / (1 - b2**t)) + eps)
        tr.append(th)
    return tr


gs = [1.0, -2.0, 0.5]
out["adam"] = {
    "grads": gs,
    "lr": 0.1,
    "b=.5,.999": adam(gs, 0.1, 0.5, 0.999),
    "b=0,.9": adam(gs, 0.1, 0.0, 0.9),
    "b=0,.99": adam(gs, 0.1, 0.0, 0.99),
    "b=.9,.999": adam(gs, 0.1, 0.9, 0.999),
}
out["ema"] = {
    "const source 1, shadow0=0, n=10, beta .9": 1 - 0.9**10,
    "halflife_steps": {str(b): math.log(0.5) / math.log(b) for b in (0.99, 0.995, 0.999, 0.9999)},
}


# minibatch layers
def mbstd(X, eps=1e-8):
    n = len(X)
    c = len(X[0])
    return mean(
        [math.sqrt(mean([(row[j] - mean([q[j] for q in X])) ** 2 for row in X]) + eps) for j in range(c)]
    )


out["minibatch"] = {
    "std_[[0,0],[2,4]]": mbstd([[0.0, 0.0], [2.0, 4.0]]),
    "std_identical": mbstd([[1.0, 1.0]] * 4),
    "discrimination_M=[0,1,3]_self_incl(paper)": [
        sum(math.exp(-abs(a - b)) for b in (0, 1, 3)) for a in (0, 1, 3)
    ],
    "self_excl(openai code)": [sum(math.exp(-abs(a - b)) for b in (0, 1, 3)) - 1 for a in (0, 1, 3)],
}
# Dirac-GAN
fp = lambda t: sig(-t)


def dirac(kind, steps=500, h=0.1, alt=False, gam=1.0, clip=1.0, tgt=0.3, th=1.0, ps=1.0, beta=None):
    e = [th, ps]
    for _ in range(steps):

        def v1(th, ps):
            return {
                "gan": -ps * fp(ps * th),
                "ns": -ps * fp(-ps * th),
                "wgan": -ps,
                "wgangp": -ps,
                "r1": -ps * fp(-ps * th),
            }[kind]

        def v2(th, ps):
            if kind in ("gan", "ns"):
                return th * fp(ps * th)
            if kind == "wgan":
                return th
            if kind == "wgangp":
                return th - gam * (abs(ps) - tgt) * (1 if ps > 0 else -1 if ps < 0 else 0)
            return th * fp(ps * th) - gam * ps

        if alt:
            th = th + h * v1(th, ps)
            ps = ps + h * v2(th, ps)
        else:
            a, b = v1(th, ps), v2(th, ps)
            th += h * a
            ps += h * b
        if kind == "wgan":
            ps = max(-clip, min(clip, ps))
        if beta:
            e = [beta * e[0] + (1 - beta) * th, beta * e[1] + (1 - beta) * ps]
    return {
        "theta": th,
        "psi": ps,
        "norm": math.hypot(th, ps),
        **({"ema_theta": e[0], "ema_norm": math.hypot(*e)} if beta else {}),
    }


out["dirac_gan_start(1,1)_h.1_500steps"] = {
    "gan_sim": dirac("gan"),
    "gan_alt": dirac("gan", alt=True),
    "ns_alt": dirac("ns", alt=True),
    "ns_alt_ema.99": dirac("ns", alt=True, beta=0.99),
    "wgan_clip1_alt": dirac("wgan", alt=True),
    "wgangp_alt_target.3": dirac("wgangp", alt=True),
    "ns_r1_gamma1_alt": dirac("r1", alt=True),
    "ns_r1_gamma.3_alt": dirac("r1", alt=True, gam=0.3),
}
a = dirac("gan", steps=1)
out["dirac_gan_start(1,1)_h.1_500steps"]["gan_sim_norm2_after_1"] = a["norm"] ** 2
out["dirac_gan_start(1,1)_h.1_500steps"]["expected_norm2_after_1"] = 2 * (1 + 0.01 * fp(1.0) ** 2)
# metrics
met = {}
met["HQ_fraction_true_2D"] = {"2s": 1 - math.exp(-2), "3s": 1 - math.exp(-4.5), "4s": 1 - math.exp(-8)}
met["frechet_1d N(0,1)vN(1,2^2)"] = 1 + (1 - 2) ** 2
# 2D frechet N(0,I) v N((1,2),[[2,1],[1,2]])
C = [[2.0, 1.0], [1.0, 2.0]]
trs = math.sqrt(4 + 2 * math.sqrt(3))
met["frechet_2d N(0,I)vN((1,2),[[2,1],[1,2]])"] = 5 + 2 + 4 - 2 * trs


def kid(X, Y, d):
    k = lambda a, b: (sum(p * q for p, q in zip(a, b)) / d + 1) ** 3
    n = len(X)
    mm = len(Y)
    return (
        sum(k(X[i], X[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
        + sum(k(Y[i], Y[j]) for i in range(mm) for j in range(mm) if i != j) / (mm * (mm - 1))
        - 2 * sum(k(a, b) for a in X for b in Y) / (n * mm)
    )


X = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
Y = [[1.0, 1.0], [2.0, 0.0], [0.0, 2.0]]
met["kid"] = {"X": X, "Y": Y, "unbiased": kid(X, Y, 2), "same_set_unbiased_negative": kid(X, X, 2)}


def dist(a, b):
    return math.dist(a, b)


def energy(X, Y):
    n = len(X)
    mm = len(Y)
    return (
        2 * sum(dist(a, b) for a in X for b in Y) / (n * mm)
        - sum(dist(a, b) for a in X for b in X) / n**2
        - sum(dist(a, b) for a in Y for b in Y) / mm**2
    )


met["energy_V_stat"] = energy(X, Y)
met["energy_points_0_vs_3"] = energy([[0.0]], [[3.0]])
s2 = math.sqrt(2)
Phi = lambda z: 0.5 * (1 + math.erf(z / s2))
met["energy_N(0,1)_N(1,1)_1d_population"] = 2 * (
    s2 * math.sqrt(2 / math.pi) * math.exp(-0.25) + 1 * (1 - 2 * Phi(-1 / s2))
) - 2 * 2 / math.sqrt(math.pi)
met["mmd2_rbf_pop_2d_shift1_bw1"] = 2 * (1 / 3) ** 1 * (1 - math.exp(-1 / (2 * 3)))
met["sliced_w1_translation_a=1_2d"] = 2 / math.pi
met["sliced_w2sq_translation_a=1_2d"] = 0.5


def prdc(R, F, k, strict=True):
    kr = [sorted(dist(a, b) for b in R)[k] for a in R]
    kf = [sorted(dist(a, b) for b in F)[k] for a in F]
    D = [[dist(a, b) for b in F] for a in R]
    lt = (lambda p, q: p < q) if strict else (lambda p, q: p <= q)
    return {
        "precision": mean([float(any(lt(D[i][j], kr[i]) for i in range(len(R)))) for j in range(len(F))]),
        "recall": mean([float(any(lt(D[i][j], kf[j]) for j in range(len(F)))) for i in range(len(R))]),
        "density": sum(lt(D[i][j], kr[i]) for i in range(len(R)) for j in range(len(F))) / (k * len(F)),
        "coverage": mean([float(lt(min(D[i]), kr[i])) for i in range(len(R))]),
    }


F4 = [[0.5], [1.5], [5.0], [5.2]]
met["prdc_1d_k1_fake[.5,1.5,5,5.2]"] = {
    "real[0,1,2,3]": prdc([[0.0], [1.0], [2.0], [3.0]], F4, 1),
    "real[0,1,2,10]_outlier": prdc([[0.0], [1.0], [2.0], [10.0]], F4, 1),
}


def JS(p, q, base=math.e):
    mm = [(a + b) / 2 for a, b in zip(p, q)]
    kl = lambda x: sum(a * math.log(a / b) for a, b in zip(x, mm) if a > 0)
    return 0.5 * (kl(p) + kl(q)) / math.log(base)


met["js"] = {
    "disjoint_nats": JS([1, 0], [0, 1]),
    "disjoint_bits": JS([1, 0], [0, 1], 2),
    "[.5,.5]v[1,0]_bits": JS([0.5, 0.5], [1, 0], 2),
    "4of8_modes_bits": JS([1 / 8] * 8, [1 / 4] * 4 + [0] * 4, 2),
    "1of8_bits": JS([1 / 8] * 8, [1] + [0] * 7, 2),
}
met["reverse_KL_k_of_K"] = {"1of8": math.log(8), "4of8": math.log(2), "7of8": math.log(8 / 7)}
met["IS"] = {
    "10 classes confident balanced": 10.0,
    "one class": 1.0,
    "uniform preds": 1.0,
    "3 classes confident balanced": 3.0,
    "90/10 two class": math.exp(H(0.1)),
}
met["KL_floor_plugin_(K-1)/(2N)"] = {
    "1000modes_26000": 999 / 52000,
    "1000modes_25600": 999 / 51200,
    "10cls_1000": 9 / 2000,
    "10cls_5000": 9 / 10000,
    "25modes_2500": 24 / 5000,
    "8modes_2500": 7 / 5000,
}
met["expected_missing_modes_perfect"] = {
    "1000,26000": 1000 * math.exp(26000 * math.log1p(-1 / 1000)),
    "1000,2500": 1000 * math.exp(2500 * math.log1p(-1 / 1000)),
}
# simulations of null floors
rng = random.Random(0)


def ring(n):
    o = []
    for _ in range(n):
        i = rng.randrange(8)
        o.append(
            [
                2 * math.cos(i * math.pi / 4) + 0.02 * rng.gauss(0, 1),
                2 * math.sin(i * math.pi / 4) + 0.02 * rng.gauss(0, 1),
            ]
        )
    return o


def hist(P, lo=-3, hi=3, K=30):
    h = [0] * (K * K)
    for x, y in P:
        i = int((x - lo) / (hi - lo) * K)
        j = int((y - lo) / (hi - lo) * K)
        if 0 <= i < K and 0 <= j < K:
            h[i + K * j] += 1
    return [a / len(P) for a in h]


js = []
occ = []
for _ in range(20):
    p, q = hist(ring(2500)), hist(ring(2500))
    js.append(JS(p, q, 2))
    occ.append(sum(1 for a, b in zip(p, q) if a + b > 0))
met["null_sim_ring2500_js30x30_bits"] = {
    "mean": mean(js),
    "occupied": mean(occ),
    "formula": (mean(occ) - 1) / (8 * math.log(2)) * (2 / 2500),
}


def gauss(n, s=1.0):
    return [[rng.gauss(0, s), rng.gauss(0, s)] for _ in range(n)]


def stats(P):
    n = len(P)
    mx = mean([p[0] for p in P])
    my = mean([p[1] for p in P])
    a = sum((p[0] - mx) ** 2 for p in P) / (n - 1)
    b = sum((p[1] - my) ** 2 for p in P) / (n - 1)
    c = sum((p[0] - mx) * (p[1] - my) for p in P) / (n - 1)
    return (mx, my), (a, c, b)


def frechet2(P, Q):
    (m1, C1), (m2, C2) = stats(P), stats(Q)
    A = [[C1[0], C1[1]], [C1[1], C1[2]]]
    B = [[C2[0], C2[1]], [C2[1], C2[2]]]
    trAB = A[0][0] * B[0][0] + A[0][1] * B[1][0] + A[1][0] * B[0][1] + A[1][1] * B[1][1]
    det = (A[0][0] * A[1][1] - A[0][1] ** 2) * (B[0][0] * B[1][1] - B[0][1] ** 2)
    return (
        (m1[0] - m2[0]) ** 2
        + (m1[1] - m2[1]) ** 2
        + C1[0]
        + C1[2]
        + C2[0]
        + C2[2]
        - 2 * math.sqrt(trAB + 2 * math.sqrt(max(det, 0)))
    )


fr = [frechet2(gauss(500), gauss(500)) for _ in range(200)]
met["null_sim_frechet_2d_N500"] = {"mean": mean(fr), "formula_(d^2+5d)/(2N)": 14 / 1000}
met["frechet_null_formula"] = {
    "d=16,N=1000": (256 + 80) / 2000,
    "d=32,N=2000": (1024 + 160) / 4000,
    "d=64,N=1000": (4096 + 320) / 2000,
    "d=64,N=5000": (4096 + 320) / 10000,
}
pr = prdc(gauss(600), gauss(600), 5)
met["null_sim_prdc_2d_N600_k5"] = pr
met["coverage_null_1-2^-k"] = {str(k): 1 - 2**-k for k in (3, 5, 10)}
A_, B_ = gauss(300), gauss(300)
Z = [(p, 0) for p in A_] + [(p, 1) for p in B_]
acc = 0
for i, (p, l) in enumerate(Z):
    bd = 1e9
    bl = None
    for j, (q, l2) in enumerate(Z):
        if i != j:
            d_ = (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2
            if d_ < bd:
                bd, bl = d_, l2
    acc += bl == l
met["null_sim_1NN_C2ST_acc_n300"] = acc / len(Z)
met["ring_linspace_endpoint_bug_distinct_modes"] = len(
    {(round(math.sin(2 * math.pi * i / 7), 9), round(math.cos(2 * math.pi * i / 7), 9)) for i in range(8)}
)
met["KL_mean"] = {"JSD_lower_bound_from_D_loss": "JSD_nats>=ln2-L_D/2 (L_D sum convention)"}
out["metrics"] = met


# instance noise: JS between N(0,s^2) and N(a,s^2)
def jsg(a, s, n=4000):
    lo, hi = -8 * s, a + 8 * s
    h = (hi - lo) / n
    t = 0
    for i in range(n + 1):
        x = lo + i * h
        p = math.exp(-0.5 * (x / s) ** 2) / (s * math.sqrt(2 * math.pi))
        q = math.exp(-0.5 * ((x - a) / s) ** 2) / (s * math.sqrt(2 * math.pi))
        m = (p + q) / 2
        c = (p * math.log(p / m) if p > 0 else 0) + (q * math.log(q / m) if q > 0 else 0)
        t += c * 0.5 * h * (0.5 if i in (0, n) else 1)
    return t


out["instance_noise_js_nats_point_masses_distance1"] = {
    str(s): jsg(1.0, s) for s in (0.1, 0.25, 0.5, 1.0, 2.0)
}
text = json.dumps(out, indent=1)
if "--check" in sys.argv[1:]:
    sys.exit(None if text == GOLDEN.read_text() else f"{GOLDEN} is not what this script makes")
GOLDEN.write_text(text)

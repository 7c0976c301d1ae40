extension Statement {
  /// Right, and found to be so.
  static let right: [Statement] = [
    Statement(#"\operatorname{tr}(AB) = \operatorname{tr}(BA)"#),
    Statement(#"\log|S R| = \log|S| + \log|R|"#),
    Statement(#"|2 S| = 2^n |S|"#),
    Statement(#"(S + R)^{-1} = S^{-1} - S^{-1}(S^{-1} + R^{-1})^{-1}S^{-1}"#),
    Statement(#"(S + R)^{-1} = S^{-1} (S^{-1} + R^{-1})^{-1} R^{-1}"#),
    Statement(#"\|x + y\|^2 = \|x\|^2 + 2 x^\top y + \|y\|^2"#),
    Statement(#"\|x + y\| \le \|x\| + \|y\|"#),
    Statement(#"(x^\top y)^2 \le x^\top x \, y^\top y"#),
    Statement(#"x^\top S x \ge 0"#),
    Statement(#"x^\top S x \, y^\top S^{-1} y \ge (x^\top y)^2"#),
    Statement(#"\log s \le s - 1"#),
    Statement(#"\log s \ge 1 - \frac1s"#),
    Statement(#"\exp(a) \ge 1 + a"#),
    Statement(#"\operatorname{tr}(S) \ge n |S|^{1/n}"#),
    Statement(#"\log|S| \le \operatorname{tr}(S) - n"#),
    Statement(#"\sqrt{a^2} = |a|"#),
    Statement(#"\log(s v) = \log s + \log v"#),
    Statement(#"\frac{a}{a} = 1"#),
    Statement(#"\frac{\partial}{\partial S} \log|S| = S^{-1}"#),
    Statement(#"\frac{\partial}{\partial A} \operatorname{tr}(A^\top A) = 2 A"#),
    Statement(#"\frac{\partial}{\partial x} x^\top S x = 2 S x"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[z z^\top] = S + m_0 m_0^\top"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[z^\top z] = \operatorname{tr}(S) + m_0^\top m_0"#),
    Statement(
      #"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[\exp(y^\top z)] = \exp\big(y^\top m_0 + \tfrac12 y^\top S y\big)"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(0, s)}[z^4] = 3 s^2"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(0, s)}[z^6] = 15 s^3"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_1, S)) = \tfrac12 (m_0 - m_1)^\top S^{-1} (m_0 - "#
        + #"m_1)"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_1, S)) = \mathrm{KL}(\mathcal{N}(m_1, S) \,\|\, "#
        + #"\mathcal{N}(m_0, S))"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_1, R)) \ge \tfrac12 (m_0 - m_1)^\top R^{-1} (m_0 - "#
        + #"m_1)"#),
    Statement(#"\int p(h, z) \, dz = p(h)"#, #"$p(h, z)$ a joint density"#),
    Statement(#"\mathbb{E}_{p(h)}\big[\mathrm{KL}(p(z \mid h) \,\|\, p(z))\big] \ge 0"#, #"$p(h, z)$ a joint density"#),
    Statement(#"\log p(h) \ge \mathbb{E}_{p(z)}[\log p(h \mid z)]"#, #"$p(h, z)$ a joint density"#),
    Statement(#"\mathrm{KL}(p \,\|\, q) \ge 0"#, #"$p(h)$ a density, $q(h)$ a density"#),
    Statement(#"\int \sqrt{p(h) q(h)} \, dh \le 1"#, #"$p(h)$ a density, $q(h)$ a density"#),
    Statement(#"\sum_{t=1}^T (w_t - \tfrac1T \sum_{s=1}^T w_s) = 0"#, #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(#"\sum_{t=2}^T w_{t-1} = \sum_{t=1}^{T-1} w_t"#, #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\Big(\sum_{t=1}^T w_t\Big)^2 \le T \sum_{t=1}^T w_t^2"#,
      #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\arg\min_a \sum_{t=1}^T (w_t - a)^2 = \frac1T \sum_{t=1}^T w_t"#,
      #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(#"\arg\max_s \; -\tfrac12 \log s - \frac{a^2 + 1}{2 s} = a^2 + 1"#),
    Statement(#"\lim_{s \to 0} s \log s = 0"#),
    Statement(#"\lim_{s \to \infty} \frac{s}{1 + s} = 1"#),
    Statement(#"\int \mathcal{N}(x; m_0, S) \mathcal{N}(x; m_1, R) \, dx = \mathcal{N}(m_0; m_1, S + R)"#),
    Statement(#"\int \mathcal{N}(x; m_0, S)^2 \, dx = |4 \pi S|^{-1/2}"#),
    Statement(#"\operatorname{vec}(A C^\top) = (C \otimes A) \operatorname{vec}(I_n)"#),
    Statement(#"A (I + B A)^{-1} = (I + A B)^{-1} A"#),
    Statement(#"|I_n + A B| = |I_n + B A|"#),
    Statement(#"\mathcal{N}(x; m_0, S) \propto_x \exp\big(-\tfrac12 x^\top S^{-1} x + x^\top S^{-1} m_0\big)"#),
    Statement(#"\mathcal{N}(x; m_0, s I_n) \le (2 \pi s)^{-n/2}"#),
    Statement(
      #"\mathbb{E}[X^\top A X] = \operatorname{tr}(A S) + m_0^\top A m_0"#,
      #"$X$ a random vector with mean $m_0$ and covariance $S$"#),
    Statement(
      #"\mathrm{Var}(a^2 + y^\top X) = y^\top S y"#,
      #"$X$ a random vector with mean $m_0$ and covariance $S$"#),
    Statement(#"\arg\min_x \tfrac12 x^\top S x - y^\top x = S^{-1} y"#),
    Statement(#"\arg\max_S \; -\tfrac{T}{2}\log|S| - \tfrac12 \operatorname{tr}(S^{-1} R) = \tfrac1T R"#),
    Statement(#"\arg\min_a \; a^4 = 0"#),
    Statement(#"\arg\max_a \; \exp(-(a - c)^2) = c"#),
    Statement(#"\arg\min_s \; s - \log s = 1"#),
    Statement(#"\arg\min_s \; s + \frac1s = 1"#),
    Statement(
      #"\sum_{k=1}^K \pi_k \log \pi_k \le 0"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\sum_{k=1}^K \pi_k^2 \ge \frac1K"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"-\sum_{k=1}^K \pi_k \log \pi_k \le \log K"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\Big\|\sum_{k=1}^K \pi_k \mu_k\Big\|^2 \le \sum_{k=1}^K \pi_k \|\mu_k\|^2"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\sum_{k=1}^K \sum_{j=1}^K \pi_k \pi_j \|\mu_k - \mu_j\|^2 = 2 \sum_{k=1}^K \pi_k \|\mu_k\|^2 - 2 "#
        + #"\Big\|\sum_{k=1}^K \pi_k \mu_k\Big\|^2"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\log \sum_{k=1}^K \pi_k \mathcal{N}(x; \mu_k, S) \ge \sum_{k=1}^K \pi_k \log \mathcal{N}(x; \mu_k, S)"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(#"\mathbb{E}_{q(z)}\Big[\frac{p(z)}{q(z)}\Big] = 1"#, #"$p(z)$ a density, $q(z)$ a density"#),
    Statement(
      #"\mathbb{E}_{q(z)}\Big[\Big(\frac{p(z)}{q(z)}\Big)^2\Big] \ge 1"#,
      #"$p(z)$ a density, $q(z)$ a density"#),
    Statement(
      #"\mathbb{E}_{p(z)}[\log q(z)] \le \mathbb{E}_{p(z)}[\log p(z)]"#,
      #"$p(z)$ a density, $q(z)$ a density"#),
    Statement(
      #"\log p(h) = \mathbb{E}_{q(z)}[\log p(h, z) - \log q(z)] + \mathrm{KL}(q(z) \,\|\, p(z \mid h))"#,
      #"$p(h, z)$ a joint density, $q(z)$ a density"#),
    Statement(
      #"\log p(h) \ge \mathbb{E}_{q(z)}[\log p(h \mid z)] - \mathrm{KL}(q(z) \,\|\, p(z))"#,
      #"$p(h, z)$ a joint density, $q(z)$ a density"#),
    Statement(
      #"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[f(z) + f(z)] = 2 \mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[f(z)]"#,
      #"a function $f : \mathbb{R}^n \to \mathbb{R}$"#),
    Statement(
      #"\frac{\partial}{\partial a} \mathbb{E}_{z \sim \mathcal{N}(a, s)}[z^2] = \mathbb{E}_{z \sim "#
        + #"\mathcal{N}(a, s)}[2 z]"#),
    Statement(#"\frac{\partial}{\partial A} \log |A^\top A + I_n| = 2 A (A^\top A + I_n)^{-1}"#),
    Statement(#"\frac{\partial}{\partial C} \|d - C x\|^2 = -2 (d - C x) x^\top"#),
    Statement(#"\frac{\partial^2}{\partial a^2} \log(1 + \exp(a)) = \frac{\exp(a)}{(1 + \exp(a))^2}"#),
    Statement(#"\frac{\partial}{\partial x} \log \mathcal{N}(x; m_0, S) = -S^{-1}(x - m_0)"#),
    Statement(
      #"\frac{\partial}{\partial S} \log \mathcal{N}(x; m_0, S) = -\tfrac12 S^{-1} + \tfrac12 S^{-1} (x - "#
        + #"m_0)(x - m_0)^\top S^{-1}"#),
    Statement(
      #"\mathcal{N}(d; C x, M) \mathcal{N}(x; m_0, S) = \mathcal{N}(d; C m_0, M + C S C^\top) \mathcal{N}(x; "#
        + #"m_0 + S C^\top (M + C S C^\top)^{-1} (d - C m_0), S - S C^\top (M + C S C^\top)^{-1} C S)"#),
    Statement(#"\int \mathcal{N}(d; C x, M) \mathcal{N}(x; m_0, S) \, dx = \mathcal{N}(d; C m_0, M + C S C^\top)"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_1, R)) = \tfrac12\big(\operatorname{tr}(R^{-1} S) "#
        + #"+ (m_1 - m_0)^\top R^{-1} (m_1 - m_0) - n + \log\tfrac{|R|}{|S|}\big)"#),
    Statement(#"|S| \le \Big(\tfrac1n \operatorname{tr}(S)\Big)^n"#),
    Statement(#"\operatorname{tr}(S R) \ge 0"#),
    Statement(#"\operatorname{tr}(A^\top A) \ge \tfrac1n \operatorname{tr}(A)^2"#),
    Statement(#"\log|S + R| \ge \tfrac12 \log|S| + \tfrac12 \log|R|"#),
    Statement(#"\log\Big|\tfrac12 S + \tfrac12 R\Big| \ge \tfrac12 \log|S| + \tfrac12 \log|R|"#),
    Statement(#"|S + R| \ge |S| + |R|"#),
    Statement(#"\lim_{s \to 0} \log \mathcal{N}(x; x, s I_n) = \infty"#),
    Statement(#"\lim_{s \to 0} \mathcal{N}(x; x, s I_n) = \infty"#),
    Statement(#"\lim_{s \to \infty} \mathcal{N}(x; y, s I_n) = 0"#),
    Statement(#"(a + c)^3 = a^3 + 3 a^2 c + 3 a c^2 + c^3"#),
    Statement(#"\exp(a + c) = \exp(a) \exp(c)"#),
    Statement(#"a^2 \propto_a 2 a^2"#),
    Statement(
      #"\sum_{t=1}^T \operatorname{tr}(A w_t w_t^\top) = \sum_{t=1}^T w_t^\top A w_t"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\prod_{t=1}^T \exp(x^\top w_t) = \exp\Big(x^\top \sum_{t=1}^T w_t\Big)"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
    Statement(#"\prod_{t=1}^T s = s^T"#),
    Statement(
      #"\int \mathcal{N}(x; m_0, S) \log \mathcal{N}(x; m_1, R) \, dx = \log \mathcal{N}(m_0; m_1, R) - "#
        + #"\tfrac12 \operatorname{tr}(R^{-1} S)"#),
  ]

  /// Right, but a way to know it may be missing.
  static let difficult: [Statement] = [
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(0, s)}[\log(1 + z^2)] \le \log(1 + s)"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(a, s)}[|z|] \ge |a|"#),
    Statement(#"\max_a \big(-a^2 + 2 a c\big) = c^2"#),
    Statement(#"\max_a -a^2 = 0"#),
    Statement(#"\min_x (x - y)^\top S (x - y) = 0"#),
    Statement(#"\min_x \Big(\tfrac12 x^\top S x - y^\top x\Big) = -\tfrac12 y^\top S^{-1} y"#),
    Statement(
      #"\arg\max_S \; -\tfrac{T}{2}\log|S| - \tfrac12 \sum_{t=1}^T w_t^\top S^{-1} w_t = \tfrac1T \sum_{t=1}^T "#
        + #"w_t w_t^\top"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
  ]
}

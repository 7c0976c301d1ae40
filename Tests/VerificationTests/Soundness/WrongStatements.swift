extension Statement {
  /// Wrong, and refuted.
  static let wrong: [Statement] = [
    Statement(#"\operatorname{tr}(AB) = \operatorname{tr}(A)\operatorname{tr}(B)"#),
    Statement(#"\log|S + R| = \log|S| + \log|R|"#),
    Statement(#"|2 S| = 2 |S|"#),
    Statement(#"(S + R)^{-1} = S^{-1} + R^{-1}"#),
    Statement(#"S R = R S"#),
    Statement(#"\|x + y\|^2 \le \|x\|^2 + \|y\|^2"#),
    Statement(#"x^\top A x \ge 0"#),
    Statement(#"\log s \ge s - 1"#),
    Statement(#"\exp(a) \ge 1 + a + \frac{a^2}{2}"#),
    Statement(#"\log|S| \le \operatorname{tr}(S) - n - \frac{1}{100}"#),
    Statement(#"\sqrt{a^2} = a"#),
    Statement(#"\frac{\partial}{\partial A} \operatorname{tr}(A A) = 2 A"#),
    Statement(#"\frac{\partial}{\partial x} x^\top A x = 2 A x"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[z^\top z] = \operatorname{tr}(S^2) + m_0^\top m_0"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[(z^\top A z)^2] = \operatorname{tr}(A S)^2"#),
    Statement(
      #"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[\exp(y^\top z)] = \exp\big(y^\top m_0 - \tfrac12 y^\top S y\big)"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(0, s)}[z^4] = 3 s^4"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_0, R)) = \mathrm{KL}(\mathcal{N}(m_0, R) \,\|\, "#
        + #"\mathcal{N}(m_0, S))"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_1, R)) \ge \tfrac12 (m_0 - m_1)^\top S^{-1} (m_0 - "#
        + #"m_1)"#),
    Statement(#"p(h, z) = p(h) \, p(z)"#, #"$p(h, z)$ a joint density"#),
    Statement(#"p(h \mid z) = p(z \mid h)"#, #"$p(h, z)$ a joint density"#),
    Statement(#"\log p(h) = \mathbb{E}_{p(z)}[\log p(h \mid z)]"#, #"$p(h, z)$ a joint density"#),
    Statement(#"\mathrm{KL}(p \,\|\, q) = \mathrm{KL}(q \,\|\, p)"#, #"$p(h)$ a density, $q(h)$ a density"#),
    Statement(#"\mathrm{KL}(p \,\|\, q) \le 1"#, #"$p(h)$ a density, $q(h)$ a density"#),
    Statement(#"H(p) \ge 0"#, #"$p(h)$ a density"#),
    Statement(#"p(h) \le 1"#, #"$p(h)$ a density"#),
    Statement(#"\sum_{t=2}^T w_t = \sum_{t=1}^T w_t"#, #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(#"\Big(\sum_{t=1}^T w_t\Big)^2 = \sum_{t=1}^T w_t^2"#, #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\arg\max_a \sum_{t=1}^T (w_t - a)^2 = \frac1T \sum_{t=1}^T w_t"#,
      #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\arg\min_a \sum_{t=1}^T (w_t - a)^2 = \sum_{t=1}^T w_t"#,
      #"$w_t \in \mathbb{R}$ for $t = 1, \ldots, T$"#),
    Statement(#"\arg\max_s \; -\tfrac12 \log s - \frac{a^2 + 1}{2 s} = 2 a^2 + 1"#),
    Statement(#"\int \mathcal{N}(x; m_0, S) \mathcal{N}(x; m_1, R) \, dx = \mathcal{N}(m_0; m_1, S R)"#),
    Statement(#"\int \mathcal{N}(x; m_0, S)^2 \, dx = |2 \pi S|^{-1/2}"#),
    Statement(#"(A \otimes B)^\top = B^\top \otimes A^\top"#),
    Statement(#"A (I + B A)^{-1} = (I + B A)^{-1} A"#),
    Statement(#"|I_n + A B| = 1 + |A| |B|"#),
    Statement(#"\operatorname{tr}(A \odot B) = \operatorname{tr}(A B)"#),
    Statement(#"\mathcal{N}(x; m_0, S) \le 1"#),
    Statement(#"\arg\min_x \tfrac12 x^\top S x - y^\top x = S y"#),
    Statement(#"\arg\max_S \; -\tfrac{T}{2}\log|S| - \tfrac12 \operatorname{tr}(S^{-1} R) = R"#),
    Statement(#"\arg\min_S \; \log|S| + \operatorname{tr}(S^{-1} R) = R^{-1}"#),
    Statement(#"\arg\min_a \; \exp(-(a - c)^2) = c"#),
    Statement(#"\arg\min_s \; s^2 - s = 1"#),
    Statement(
      #"\sum_{k=1}^K \pi_k^2 \ge \frac2K"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"-\sum_{k=1}^K \pi_k \log \pi_k \le \tfrac12 \log K"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\sum_{k=1}^K \sum_{j=1}^K \pi_k \pi_j \|\mu_k - \mu_j\|^2 = \sum_{k=1}^K \pi_k \|\mu_k\|^2 - "#
        + #"\Big\|\sum_{k=1}^K \pi_k \mu_k\Big\|^2"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\log \sum_{k=1}^K \pi_k \mathcal{N}(x; \mu_k, S) = \sum_{k=1}^K \pi_k \log \mathcal{N}(x; \mu_k, S)"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\log \sum_{k=1}^K \pi_k \mathcal{N}(x; \mu_k, S) \le \sum_{k=1}^K \pi_k \log \mathcal{N}(x; \mu_k, S) + "#
        + #"10"#,
      #"$\pi \in \Delta^{K-1}$, $\mu_k \in \mathbb{R}^n$ for $k = 1, \ldots, K$"#),
    Statement(
      #"\mathbb{E}_{q(z)}\Big[\Big(\frac{p(z)}{q(z)}\Big)^2\Big] \le 5"#,
      #"$p(z)$ a density, $q(z)$ a density"#),
    Statement(
      #"\mathbb{E}_{p(z)}[\log q(z)] \le \mathbb{E}_{q(z)}[\log q(z)]"#,
      #"$p(z)$ a density, $q(z)$ a density"#),
    Statement(
      #"\log p(h) = \mathbb{E}_{q(z)}[\log p(h, z) - \log q(z)] + \mathrm{KL}(p(z \mid h) \,\|\, q(z))"#,
      #"$p(h, z)$ a joint density, $q(z)$ a density"#),
    Statement(
      #"\log p(h) = \mathbb{E}_{q(z)}[\log p(h \mid z) - \log q(z)] + \mathrm{KL}(q(z) \,\|\, p(z \mid h))"#,
      #"$p(h, z)$ a joint density, $q(z)$ a density"#),
    Statement(
      #"\log p(h) \ge \mathbb{E}_{q(z)}[\log p(h \mid z)] + \mathrm{KL}(q(z) \,\|\, p(z))"#,
      #"$p(h, z)$ a joint density, $q(z)$ a density"#),
    Statement(#"\log p(h) \ge \mathbb{E}_{q(z)}[\log p(h \mid z)]"#, #"$p(h, z)$ a joint density, $q(z)$ a density"#),
    Statement(
      #"\mathbb{E}_{z \sim \mathcal{N}(m_0, S)}[f(z)] = f(m_0)"#,
      #"a function $f : \mathbb{R}^n \to \mathbb{R}$"#),
    Statement(
      #"\frac{\partial}{\partial a} \mathbb{E}_{z \sim \mathcal{N}(a, s)}[z^2] = \mathbb{E}_{z \sim "#
        + #"\mathcal{N}(a, s)}[z]"#),
    Statement(#"\frac{\partial}{\partial A} \log |A^\top A + I_n| = 2 (A^\top A + I_n)^{-1} A"#),
    Statement(#"\frac{\partial^2}{\partial a^2} \log(1 + \exp(a)) = \frac{\exp(a)}{1 + \exp(a)}"#),
    Statement(
      #"\frac{\partial}{\partial S} \log \mathcal{N}(x; m_0, S) = -\tfrac12 S^{-1} - \tfrac12 S^{-1} (x - "#
        + #"m_0)(x - m_0)^\top S^{-1}"#),
    Statement(
      #"\mathcal{N}(d; C x, M) \mathcal{N}(x; m_0, S) = \mathcal{N}(d; C m_0, M + C S C^\top) \mathcal{N}(x; "#
        + #"m_0 + S C^\top (M + C S C^\top)^{-1} (d - C m_0), S + S C^\top (M + C S C^\top)^{-1} C S)"#),
    Statement(
      #"\mathrm{KL}(\mathcal{N}(m_0, S) \,\|\, \mathcal{N}(m_1, R)) = \tfrac12\big(\operatorname{tr}(R^{-1} S) "#
        + #"+ (m_1 - m_0)^\top R^{-1} (m_1 - m_0) - n + \log\tfrac{|S|}{|R|}\big)"#),
    Statement(#"|S| \ge \Big(\tfrac1n \operatorname{tr}(S)\Big)^n"#),
    Statement(#"\operatorname{tr}(A A) \ge 0"#),
    Statement(#"\log\Big|\tfrac12 S + \tfrac12 R\Big| \le \tfrac12 \log|S| + \tfrac12 \log|R|"#),
    Statement(#"|S + R| \le 2 (|S| + |R|)"#),
    Statement(#"|S + R| \le 1000 (|S| + |R|)"#),
    Statement(#"|S + R| \le 100000 (|S| + |R|)"#),
    Statement(#"\operatorname{tr}(S R) \le 1000 \, n |S R|"#),
    Statement(#"\operatorname{tr}(S) \operatorname{tr}(S^{-1}) \le 5000 n^2"#),
    Statement(#"(x^\top y)^2 \ge \tfrac{1}{1000} x^\top S x \, y^\top S^{-1} y - 1000"#),
    Statement(#"(a + c)^3 = a^3 + 3 a^2 c + 3 a c + c^3"#),
    Statement(#"\exp(a + c) = \exp(a) + \exp(c)"#),
    Statement(
      #"\sum_{t=1}^T w_t w_t^\top = \Big(\sum_{t=1}^T w_t\Big)\Big(\sum_{t=1}^T w_t\Big)^\top"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\sum_{t=1}^T (w_t - x)(w_t - x)^\top = \sum_{t=1}^T w_t w_t^\top - T x x^\top"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
    Statement(
      #"\prod_{t=1}^T \exp(x^\top w_t) = \sum_{t=1}^T \exp(x^\top w_t)"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
    Statement(#"\prod_{t=1}^T s = s T"#),
    Statement(
      #"\int \mathcal{N}(x; m_0, S) \log \mathcal{N}(x; m_1, R) \, dx = \log \mathcal{N}(m_0; m_1, R) - "#
        + #"\tfrac12 \operatorname{tr}(S^{-1} R)"#),
  ]

  /// Wrong, or without a meaning that is certain: nothing may pass, though a refutation may be missing.
  static let doubtful: [Statement] = [
    Statement(#"\log(a^2) = 2 \log a"#),
    Statement(#"\mathbb{E}_{z \sim \mathcal{N}(0, s)}[\log(1 + z^2)] = \log(1 + s)"#),
    Statement(#"\lim_{s \to 0} \log s = 0"#),
    Statement(#"\lim_{s \to \infty} \frac{s}{1 + s} = 2"#),
    Statement(#"\mathbb{E}[\|X\|] = \|m_0\|"#, #"$X$ a random vector with mean $m_0$ and covariance $S$"#),
    Statement(#"\min_x \Big(\tfrac12 x^\top S x - y^\top x\Big) = -y^\top S^{-1} y"#),
    Statement(
      #"\arg\max_S \; -\tfrac{T}{2}\log|S| - \tfrac12 \sum_{t=1}^T w_t^\top S^{-1} w_t = \sum_{t=1}^T w_t "#
        + #"w_t^\top"#,
      #"$w_t \in \mathbb{R}^n$ for $t = 1, \ldots, T$"#),
    Statement(#"\arg\min_x \; 0 \cdot x^\top x = y"#),
    Statement(#"\arg\min_x \; x^\top x - x^\top x = y"#),
    Statement(#"\arg\min_a \; (a - c)^2 (a + c)^2 = c"#),
    Statement(#"\arg\min_a \; (a - c)^2 (a - c - 1000)^2 = c"#),
    Statement(#"\arg\min_a \; (a - c)^2 (a - c + 50000)^2 = c"#),
    Statement(#"\arg\min_x \; (x - y)^\top (x - y) (x - y - 700 u)^\top (x - y - 700 u) = y"#),
    Statement(#"\arg\min_s \; (s - v)^2 (s - 3000 v)^2 = v"#),
    Statement(#"\arg\min_a \; a^3 = 0"#),
    Statement(#"\lim_{s \to 0} \mathcal{N}(x; y, s I_n) = \infty"#),
  ]
}

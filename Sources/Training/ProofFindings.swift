import Models
import NumericCore

// What a training is checked against after it has ended, one function for each model.

func proofFindings<Scalar: VectorScalar>(
  _ fit: KMeansFit<Scalar>, _ data: some Observations<Scalar>, _ options: KMeansOptions<Scalar>
) throws -> [ProofFinding] { [] }

func proofFindings(
  _ fit: MixtureFit, _ data: some Observations<Double>, _ options: MixtureOptions
) throws -> [ProofFinding] { [] }

func proofFindings(
  _ training: StateSpaceTraining, _ data: ObservedSequences, threads: Int
) throws -> [ProofFinding] { [] }

func proofFindings(
  _ training: AutoencoderTraining<Float>, _ losses: [AutoencoderLosses], _ data: some Observations<Float>, threads: Int
) throws -> [ProofFinding] { [] }

export { attest, type Attestation, shortKey, verifyAttestation } from './attestation.ts';
export { basesOf } from './bases.ts';
export { keyId, newKeyPair, publicPem, signingKey, verifyingKey } from './key.ts';
export { type BuildFacts, type Provenance, provenanceOf } from './provenance.ts';
export { type ImageIdentity, isAbout } from './statement.ts';

/** Answers of `GET /api/nodes/:code/people`, as server/views/people.ts defines them. */

export interface Contact {
  person: string;
  name: string;
  phone: string | null;
  post: string;
  postName: string;
  deputy: boolean;
  responsible: boolean;
  invitable: boolean;
}

export interface Capacity {
  workers: number;
  households: number | null;
  population: number | null;
  householdsPerWorker: number | null;
  populationPerWorker: number | null;
}

interface PlaceName {
  node: string;
  nodeName: string;
  levelName: string;
}

export interface PlaceRow extends PlaceName {
  land: boolean;
  needsResponsible: boolean;
  responsible: Contact[];
  gaps: number;
  children: number;
  capacity: Capacity;
}

export interface PlacePeople {
  posts: Contact[];
  vacant: string[];
  levels: { levelName: string; places: number; gaps: number }[];
  gapCount: number;
  gaps: (PlaceName & { path: string })[];
  capacity: Capacity;
  below: PlaceRow[];
}

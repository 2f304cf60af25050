package pdftest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

const mmPerPoint = 25.4 / 72

// Read reads the whole file.
func Read(pdf []byte) (*Document, error) {
	f, err := open(pdf)
	if err != nil {
		return nil, fmt.Errorf("pdftest: %w", err)
	}
	r := reader{file: f, pages: map[Ref]int{}, faces: map[Ref]*face{}, links: map[Ref]linkAt{}}
	if err := r.read(); err != nil {
		return nil, fmt.Errorf("pdftest: %w", err)
	}
	return &r.doc, nil
}

// reader makes the document of the file's objects.
type reader struct {
	*file
	doc   Document
	pages map[Ref]int // index by the page's object
	faces map[Ref]*face
	links map[Ref]linkAt
}

func (r *reader) read() error {
	r.doc = Document{Version: r.version, Trailer: r.trailer, Info: map[string]string{}, file: r.file}
	if err := r.metadata(); err != nil {
		return err
	}
	if _, err := r.tree(r.doc.Catalog["Pages"], nil, Dict{}); err != nil {
		return err
	}
	for i := range r.doc.Pages {
		if err := r.page(i); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(r.faces)) {
		r.doc.Fonts = append(r.doc.Fonts, r.faces[n].name)
		r.doc.FontDicts = append(r.doc.FontDicts, r.objects[n].(Dict))
	}
	if err := r.navigation(); err != nil {
		return err
	}
	return r.structure()
}

// metadata reads all that belongs to no page.
func (r *reader) metadata() error {
	if object, ok := r.trailer["ID"]; ok {
		id, err := r.array(object)
		if err != nil || len(id) != 2 {
			return fmt.Errorf("the trailer's ID is %v", object)
		}
		for i, half := range id {
			if r.doc.ID[i], _ = half.([]byte); r.doc.ID[i] == nil {
				return fmt.Errorf("the trailer's ID is %v", object)
			}
		}
	}
	if object, ok := r.trailer["Info"]; ok {
		info, err := r.dict(object)
		if err != nil {
			return err
		}
		for key := range info {
			if r.doc.Info[string(key)], err = r.text(info[key]); err != nil {
				return fmt.Errorf("the information dictionary's %s: %w", key, err)
			}
		}
	}
	var err error
	if r.doc.Catalog, err = r.dict(r.trailer["Root"]); err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	if object, ok := r.doc.Catalog["Metadata"]; ok {
		if r.doc.XMP, err = r.data(object); err != nil {
			return fmt.Errorf("metadata: %w", err)
		}
	}
	if r.doc.Lang, err = r.optionalText(r.doc.Catalog, "Lang"); err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	return nil
}

// tree appends the pages below a node of the page tree (7.7.3) and returns how
// many they are. inherited has the attributes that come from above (7.7.3.4).
func (r *reader) tree(object, parent any, inherited Dict) (int, error) {
	n, err := reference(object)
	if err != nil {
		return 0, fmt.Errorf("page tree: %v %w", object, err)
	}
	node, err := r.dict(n)
	if err != nil {
		return 0, fmt.Errorf("page tree, object %d: %w", n, err)
	}
	if node["Parent"] != parent {
		return 0, fmt.Errorf("page tree, object %d: its Parent is not the node that has it among its Kids", n)
	}
	// As each node has but one Parent and the topmost has none, this ends.
	attributes := maps.Clone(inherited)
	for _, key := range []Name{"MediaBox", "Resources"} {
		if value, ok := node[key]; ok {
			attributes[key] = value
		}
	}
	switch node["Type"] {
	case Name("Page"):
		r.pages[n] = len(r.doc.Pages)
		page := maps.Clone(node)
		maps.Copy(page, attributes)
		r.doc.Pages = append(r.doc.Pages, Page{Dict: page, marked: map[int][]int{}})
		return 1, nil
	case Name("Pages"):
	default:
		return 0, fmt.Errorf("page tree, object %d: its Type is %v", n, node["Type"])
	}
	kids, err := r.array(node["Kids"])
	if err != nil {
		return 0, fmt.Errorf("page tree, object %d: Kids: %w", n, err)
	}
	seen := map[Ref]bool{}
	count := 0
	for _, object := range kids {
		kid, err := reference(object)
		if err != nil || seen[kid] {
			return 0, fmt.Errorf("page tree, object %d: Kids %v", n, kids)
		}
		seen[kid] = true
		pages, err := r.tree(kid, n, attributes)
		if err != nil {
			return 0, err
		}
		count += pages
	}
	if node["Count"] != float64(count) {
		return 0, fmt.Errorf("page tree, object %d: its Count is %v, but it has %d pages", n, node["Count"], count)
	}
	return count, nil
}

func (r *reader) page(index int) error {
	page := &r.doc.Pages[index]
	box, err := r.numbers(page.Dict["MediaBox"], 4)
	if err != nil {
		return fmt.Errorf("MediaBox: %w", err)
	}
	if box[0] != 0 || box[1] != 0 {
		return fmt.Errorf("page with MediaBox %v", box)
	}
	page.Width, page.Height = box[2]*mmPerPoint, box[3]*mmPerPoint
	resources, err := r.dict(page.Dict["Resources"])
	if err != nil {
		return fmt.Errorf("its Resources: %w", err)
	}
	c := content{f: r.file, page: page, height: box[3], faces: map[Name]*face{}}
	if c.mustTag, err = r.marked(); err != nil {
		return err
	}
	if object, ok := resources["Properties"]; ok {
		if c.properties, err = r.dict(object); err != nil {
			return fmt.Errorf("its Properties: %w", err)
		}
	}
	if object, ok := resources["Font"]; ok {
		if c.faces, err = r.fonts(object); err != nil {
			return err
		}
	}
	data, err := r.data(page.Dict["Contents"])
	if err != nil {
		return fmt.Errorf("its Contents: %w", err)
	}
	if err := c.run(data); err != nil {
		return err
	}
	return r.annotations(index)
}

// fonts returns the fonts of a page's resources by their keys.
func (r *reader) fonts(object any) (map[Name]*face, error) {
	named, err := r.dict(object)
	if err != nil {
		return nil, fmt.Errorf("its Font: %w", err)
	}
	faces := map[Name]*face{}
	for _, key := range slices.Sorted(maps.Keys(named)) {
		n, err := reference(named[key])
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", key, err)
		}
		if r.faces[n] == nil {
			if r.faces[n], err = r.face(n); err != nil {
				return nil, fmt.Errorf("font %s: %w", key, err)
			}
		}
		faces[key] = r.faces[n]
	}
	return faces, nil
}

// marked reports whether the file calls itself tagged (14.7.1).
func (r *reader) marked() (bool, error) {
	object, ok := r.doc.Catalog["MarkInfo"]
	if !ok {
		return false, nil
	}
	info, err := r.dict(object)
	if err != nil {
		return false, fmt.Errorf("MarkInfo: %w", err)
	}
	switch info["Marked"] {
	case Keyword("true"):
		return true, nil
	case nil, Keyword("false"):
		return false, nil
	}
	return false, errors.New("MarkInfo: Marked is neither true nor false")
}
